package io.driverelay.homeassistant;

import io.driverelay.drive.ByteRange;
import io.driverelay.upload.BackupDescriptions.Ranges;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds {@code backup.json} in a backup, from entry to entry, over what they hold: Core writes it first, Supervisor last, so that the head of
 * the file is not enough; and what comes behind it is looked at as well, since a tar that was torn there is no backup. Of a tar with a hundred add-ons that is a hundred small reads; what is read at all is bounded.
 */
final class BackupTar {
    static final int MOST_ENTRIES = 1_000;
    static final int LARGEST_JSON_BYTES = 1 << 20;
    private static final int LARGEST_TOLD_BYTES = 64 << 10;

    /** Read at once: header and {@code backup.json} of most backups. */
    private static final int WINDOW = 32 << 10;

    private static final Set<String> NAMES = Set.of("./backup.json", "backup.json");
    private static final Map<String, String> COMPRESSED = Map.of(
            "1f8b", "gzip",
            "425a68", "bzip2",
            "fd377a585a", "xz",
            "28b52ffd", "zstd",
            "504b0304", "zip");

    private final long sizeBytes;
    private final Ranges ranges;
    private byte[] window = {};
    private long windowAt;

    /** What went before told of the next entry. */
    private String longName;

    private String records = "";

    BackupTar(long sizeBytes, Ranges ranges) {
        this.sizeBytes = sizeBytes;
        this.ranges = ranges;
    }

    /**
     * @throws NoBackup when there is none
     * @throws IOException when a range could not be read
     */
    byte[] backupJson() throws IOException, NoBackup {
        requireTar();
        byte[] found = null;
        long at = 0;
        for (int n = 0; n < MOST_ENTRIES; n++) {
            Optional<TarHeader> read = found != null && at == sizeBytes ? Optional.empty() : header(at);
            if (read.isEmpty()) {
                return Optional.ofNullable(found).orElseThrow(() -> new NoBackup("holds no backup.json"));
            }
            TarHeader entry = read.get().isAbout() ? read.get() : told(read.get());
            long content = at + TarHeader.BLOCK;
            requireWhole(entry, content);
            if (found == null && entry.isFile() && NAMES.contains(entry.name())) {
                found = json(entry, content);
            }
            listen(entry, content);
            at = content + padded(entry.followingBytes());
        }
        return Optional.ofNullable(found)
                .orElseThrow(() -> new NoBackup("has no backup.json among its first " + MOST_ENTRIES + " entries"));
    }

    private void requireTar() throws IOException, NoBackup {
        byte[] start = at(0, (int) Math.min(TarHeader.BLOCK, sizeBytes));
        String hex = java.util.HexFormat.of().formatHex(start, 0, Math.min(8, start.length));
        for (var form : COMPRESSED.entrySet()) {
            if (hex.startsWith(form.getKey())) {
                throw new NoBackup("is compressed as a whole (" + form.getValue()
                        + "), which Home Assistant does not read: unpack it to the .tar that is in it");
            }
        }
        if (start.length < TarHeader.BLOCK
                || isZero(start)
                || TarHeader.read(start).isEmpty()) {
            throw new NoBackup("is no tar");
        }
    }

    /** Empty at the tar's end. */
    private Optional<TarHeader> header(long at) throws IOException, NoBackup {
        if (at + TarHeader.BLOCK > sizeBytes) {
            throw torn();
        }
        byte[] block = at(at, TarHeader.BLOCK);
        if (isZero(block)) {
            return Optional.empty();
        }
        return Optional.of(TarHeader.read(block)
                .filter(header -> header.sizeBytes() >= 0)
                .orElseThrow(() -> new NoBackup("is a tar that is damaged at byte " + at)));
    }

    private void requireWhole(TarHeader entry, long content) throws NoBackup {
        if (entry.followingBytes() > sizeBytes - content) {
            throw torn();
        }
    }

    private static NoBackup torn() {
        return new NoBackup("is a tar without its end, which was not sent, or not made, whole");
    }

    private byte[] json(TarHeader entry, long content) throws IOException, NoBackup {
        if (entry.sizeBytes() > LARGEST_JSON_BYTES) {
            throw new NoBackup("has a backup.json of more than " + LARGEST_JSON_BYTES + " bytes");
        }
        return at(content, (int) entry.sizeBytes());
    }

    /** Keeps what is told of the next entry. */
    private void listen(TarHeader entry, long content) throws IOException, NoBackup {
        if (entry.type() != 'x' && entry.type() != 'L') {
            return;
        }
        if (entry.sizeBytes() > LARGEST_TOLD_BYTES) {
            throw new NoBackup("is a tar with a header of more than " + LARGEST_TOLD_BYTES + " bytes");
        }
        String text = new String(at(content, (int) entry.sizeBytes()), StandardCharsets.UTF_8);
        if (entry.type() == 'x') {
            records = text;
        } else {
            longName = text.replaceFirst("\\x00+$", "");
        }
    }

    /** pax records are {@code <length> <key>=<value>\n}; path and size go before what the header says. */
    private TarHeader told(TarHeader entry) {
        TarHeader known = longName == null ? entry : entry.called(longName);
        String[] lines = records.split("\n", -1);
        longName = null;
        records = "";
        for (String line : lines) {
            String[] pair = line.replaceFirst("^\\d+ ", "").split("=", 2);
            if (pair.length == 2 && pair[0].equals("path")) {
                known = known.called(pair[1]);
            } else if (pair.length == 2 && pair[0].equals("size") && pair[1].matches("\\d{1,18}")) {
                known = known.ofSize(Long.parseLong(pair[1]));
            }
        }
        return known;
    }

    private byte[] at(long at, int length) throws IOException {
        if (at < windowAt || at + length > windowAt + window.length) {
            int wanted = (int) Math.min(Math.max(length, WINDOW), sizeBytes - at);
            window = wanted == 0 ? new byte[0] : read(ByteRange.at(at, wanted));
            windowAt = at;
        }
        int from = (int) (at - windowAt);
        return Arrays.copyOfRange(window, from, from + length);
    }

    private byte[] read(ByteRange range) throws IOException {
        try (InputStream bytes = ranges.open(range)) {
            byte[] read = bytes.readNBytes((int) range.length());
            if (read.length < range.length()) {
                throw new IOException("a range ended early");
            }
            return read;
        }
    }

    private static boolean isZero(byte[] block) {
        for (byte one : block) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    private static long padded(long bytes) {
        return (bytes + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
    }
}
