package io.driverelay.kills;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Uploads of one name, in the order of their commits: in the end the last one lies on the drive. */
record Lot(List<Cargo> cargos) {
    private static final int UNIT = 327_680;

    Lot {
        if (cargos.isEmpty()) {
            throw new IllegalArgumentException("no upload");
        }
    }

    Cargo newest() {
        return cargos.get(cargos.size() - 1);
    }

    /**
     * Twenty uploads: nothing, one byte, around one fragment, some MB up to the largest; files and backups, at once and in blocks; two names
     * that are sent again and again.
     */
    static List<Lot> twenty(long seed, long largest) {
        var loading = new Loading(seed);
        loading.file("small", "nothing.txt", 0);
        loading.file("small", "one.bin", 1);
        loading.file("small", "small.jpg", 300 << 10);
        loading.file("small", "unit.bin", UNIT);
        loading.file("small", "over.bin", UNIT + 1);
        loading.replaced("ledger", "ledger.bin", largest / 4, largest / 8, largest / 5);
        loading.replaced("notes", "notes.txt", 5000, 0, 3 * UNIT + 7);
        loading.backup("house", largest / 30, false);
        loading.backup("barn", largest / 3, true);
        loading.backup("boat", largest * 3 / 4, false);
        loading.backup("mill", largest, true);
        loading.file("film", "film.mp4", largest);
        loading.blocks("music", "music.zip", largest * 2 / 3);
        loading.file("photos", "photos.zip", largest / 2);
        loading.blocks("maps", "maps.bin", largest / 2);
        loading.file("mail", "mail.mbox", largest / 6);
        return loading.lots();
    }

    /** Of each sort one, for a short run. */
    static List<Lot> few(long seed, long largest) {
        var loading = new Loading(seed);
        loading.file("small", "nothing.txt", 0);
        loading.file("small", "one.bin", 1);
        loading.replaced("small", "ledger.bin", largest / 4, largest / 3);
        loading.backup("house", largest, true);
        loading.file("film", "film.mp4", largest);
        return loading.lots();
    }

    private static final class Loading {
        private final List<Lot> lots = new ArrayList<>();
        private final Random seeds;

        Loading(long seed) {
            this.seeds = new Random(seed);
        }

        List<Lot> lots() {
            return List.copyOf(lots);
        }

        void file(String home, String name, long size) {
            lots.add(new Lot(List.of(new Cargo(home, name, size, false, false, seeds.nextLong()))));
        }

        void blocks(String home, String name, long size) {
            lots.add(new Lot(List.of(new Cargo(home, name, size, false, true, seeds.nextLong()))));
        }

        void backup(String home, long size, boolean blocks) {
            lots.add(new Lot(List.of(new Cargo(home, home + ".tar", size, true, blocks, seeds.nextLong()))));
        }

        void replaced(String home, String name, long... sizes) {
            List<Cargo> cargos = new ArrayList<>();
            for (long size : sizes) {
                cargos.add(new Cargo(home, name, size, false, false, seeds.nextLong()));
            }
            lots.add(new Lot(List.copyOf(cargos)));
        }
    }
}
