package io.driverelay.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.drive.ByteRange;
import io.driverelay.upload.BackupDescription;
import io.driverelay.upload.BackupDescriptions.Ranges;
import io.driverelay.upload.BackupMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupTarTest {
    private static final String JSON = Tars.supervisorJson("9e346a5c", "Automatic backup 2026.1.0");

    private final AgentBackups backups = new AgentBackups();
    private final List<ByteRange> read = new ArrayList<>();

    @Test
    void supervisorsBackupIsDescribedAsHomeAssistantDoes() throws IOException {
        byte[] tar = Tars.supervisor(JSON, true, "a0d7b954_ssh");

        assertThat(described(tar))
                .isEqualTo(Tars.supervisorDescription("9e346a5c", "Automatic backup 2026.1.0", tar.length));
    }

    /** Core's, as {@code test_read_backup} of Home Assistant has them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"compressed\":true,\"date\":\"2024-12-02T07:23:58.261875-05:00\",\"homeassistant\":{\"exclude_database\":true,\"version\":\"2024.12.0.dev0\"},\"name\":\"test\",\"protected\":true,\"slug\":\"455645fe\",\"type\":\"partial\",\"version\":2}"
                        + "|{\"addons\":[],\"backup_id\":\"455645fe\",\"date\":\"2024-12-02T07:23:58.261875-05:00\",\"database_included\":false,\"extra_metadata\":{},\"folders\":[],\"homeassistant_included\":true,\"homeassistant_version\":\"2024.12.0.dev0\",\"name\":\"test\",\"protected\":true,\"size\":SIZE}",
                "{\"slug\":\"d4b8fdc6\",\"version\":2,\"name\":\"Core \\u00fc\\u001f\",\"date\":\"2024-12-20T11:27:51.119062+00:00\",\"type\":\"partial\",\"extra\":{\"instance_id\":\"6b45\",\"with_automatic_settings\":false},\"addons\":[{\"slug\":\"core_ssh\",\"version\":null}],\"homeassistant\":{\"image\":\"x\"},\"folders\":[\"homeassistant\",\"share\",\"media\"],\"protected\":\"0a1b\"}"
                        + "|{\"addons\":[{\"name\":null,\"slug\":\"core_ssh\",\"version\":null}],\"backup_id\":\"d4b8fdc6\",\"date\":\"2024-12-20T11:27:51.119062+00:00\",\"database_included\":false,\"extra_metadata\":{\"instance_id\":\"6b45\",\"with_automatic_settings\":false},\"folders\":[\"share\",\"media\"],\"homeassistant_included\":false,\"homeassistant_version\":null,\"name\":\"Core ü\\u001f\",\"protected\":true,\"size\":SIZE}",
                "{\"slug\":\"0badcafe\",\"version\":2,\"name\":\"not encrypted\",\"date\":\"2026-01-08T03:45:13.002185+00:00\",\"type\":\"full\",\"homeassistant\":{\"version\":\"2026.1.0\"},\"folders\":[],\"addons\":[]}"
                        + "|{\"addons\":[],\"backup_id\":\"0badcafe\",\"date\":\"2026-01-08T03:45:13.002185+00:00\",\"database_included\":true,\"extra_metadata\":{},\"folders\":[],\"homeassistant_included\":true,\"homeassistant_version\":\"2026.1.0\",\"name\":\"not encrypted\",\"protected\":false,\"size\":SIZE}"
            })
    void coresAndOlderBackupsAreDescribedAsHomeAssistantDoes(String json, String expected) throws IOException {
        byte[] tar = Tars.core(json, json.contains("protected"));

        assertThat(described(tar)).isEqualTo(expected.replace("SIZE", Integer.toString(tar.length)));
    }

    @Test
    void backupJsonWithoutADotIsRead_andOneBehindLongNames() throws IOException {
        byte[] longName = Tars.utf8("x".repeat(200) + "\0");

        assertThat(described(new Tars().file("backup.json", Tars.utf8(JSON)).end()))
                .contains("9e346a5c");
        assertThat(described(new Tars()
                        .told('L', longName)
                        .file("cut", new byte[5])
                        .entry("d/", '5', "777", new byte[0])
                        .told('g', Tars.utf8("10 a=b\n"))
                        .told('x', Tars.utf8("22 path=./backup.json\n"))
                        .file("other", Tars.utf8(JSON))
                        .end()))
                .contains("9e346a5c");
    }

    /** An add-on's own file of that name is not the backup's. */
    @Test
    void onlyTheOuterTarsOwnIsRead() throws IOException {
        byte[] inner = new Tars().file("./backup.json", Tars.utf8("{}")).end();
        byte[] tar = new Tars()
                .file("./homeassistant.tar", inner)
                .file("./backup.json", Tars.utf8(JSON))
                .end();

        assertThat(described(tar)).contains("9e346a5c");
    }

    @Test
    void hugeEntriesAreSteppedOver() throws IOException {
        byte[] before = new Tars()
                .told('x', Tars.utf8("20 size=30000000000\n"))
                .entry("./homeassistant.tar.gz", '0', "0", new byte[0])
                .unended();
        byte[] binary = new Tars()
                .entry(
                        "./media.tar.gz",
                        '0',
                        "\u0000\u0000\u0000\u0000\u0000\u0000\u0003\u0000\u0000\u0000\u0000\u0000",
                        new byte[0])
                .unended();
        setBinary(binary);
        byte[] after = new Tars().file("./backup.json", Tars.utf8(JSON)).end();
        long hole = (30_000_000_000L + 511) / 512 * 512;
        long second = before.length + hole;
        var file = new Sparse(Map.of(0L, before, second, binary, second + binary.length + (3L << 40), after));

        assertThat(((BackupDescription.Valid) backups.ofTar(file.length(), file))
                        .metadata()
                        .json())
                .contains("\"size\":" + file.length());
        assertThat(read).hasSize(3);
    }

    @Test
    void backupOfManyAddonsIsRead_withOneSmallReadEach() throws IOException {
        String addons = IntStream.range(0, 300)
                .mapToObj(n -> "{\"slug\":\"addon_" + n + "\",\"name\":\"Add-on " + n + "\",\"version\":\"1." + n
                        + "\",\"size\":1}")
                .collect(Collectors.joining(","));
        var tar = new Tars();
        for (int n = 0; n < 300; n++) {
            tar.file("./addon_" + n + ".tar.gz", new byte[40_000]);
        }
        byte[] whole = tar.file(
                        "./backup.json",
                        Tars.utf8(JSON.replaceFirst("\"addons\":\\[.*?]", "\"addons\":[" + addons + "]")))
                .end();

        assertThat(described(whole)).contains("\"slug\":\"addon_299\"");
        assertThat(read.stream().mapToLong(ByteRange::length).sum()).isLessThan(310 * 33_000L);
    }

    @Test
    void whatIsNoBackupIsInvalid_sayingWhat() throws IOException {
        assertThat(why(new byte[0])).isEqualTo("is no tar");
        assertThat(why(new byte[100])).isEqualTo("is no tar");
        assertThat(why(new byte[4096])).isEqualTo("is no tar");
        assertThat(why(random(10_000))).isEqualTo("is no tar");
        assertThat(why(Tars.gzipped(Tars.core(JSON, false)))).startsWith("is compressed as a whole (gzip)");
        assertThat(why(Tars.utf8("BZh91AY&SY...."))).startsWith("is compressed as a whole (bzip2)");
        assertThat(why(Tars.utf8("PK\u0003\u0004.............."))).startsWith("is compressed as a whole (zip)");
        assertThat(why(new Tars().file("./snapshot.txt", new byte[5]).end())).isEqualTo("holds no backup.json");
        assertThat(why(new Tars().file("./data.tar.gz", new byte[5]).unended())).startsWith("is a tar without its end");
        assertThat(why(new Tars().file("./backup.json", Tars.utf8("{")).end()))
                .isEqualTo("has a backup.json that is not JSON");
        assertThat(why(new Tars().file("./backup.json", Tars.utf8("[]")).end()))
                .isEqualTo("has a backup.json that is no object");
        assertThat(why(new Tars().file("./backup.json", new byte[(1 << 20) + 1]).end()))
                .isEqualTo("has a backup.json of more than 1048576 bytes");
        assertThat(why(new Tars().entry("./backup.json", '5', "0", new byte[0]).end()))
                .isEqualTo("holds no backup.json");
    }

    /** Core's has its description before its content. */
    @Test
    void tarThatIsTornBehindItsDescriptionIsNoBackup() throws IOException {
        byte[] whole = Tars.core(JSON, false);

        assertThat(backups.ofTar(whole.length, of(whole))).isInstanceOf(BackupDescription.Valid.class);
        assertThat(why(Arrays.copyOf(whole, 2048)))
                .isEqualTo("is a tar without its end, which was not sent, or not made, whole");
    }

    @Test
    void tornTarIsToldSo_whereverItIsTorn() throws IOException {
        byte[] whole = Tars.supervisor(JSON, true, "a0d7b954_ssh");
        for (int length = 700; length < whole.length - 2048; length += 100) {
            assertThat(why(Arrays.copyOf(whole, length)))
                    .isEqualTo("is a tar without its end, which was not sent, or not made, whole");
        }
    }

    @Test
    void damagedTarIsToldSo() throws IOException {
        byte[] whole = Tars.supervisor(JSON, false, "a0d7b954_ssh");
        whole[1024] ^= 1;

        assertThat(why(whole)).isEqualTo("is a tar that is damaged at byte 1024");
    }

    @Test
    void entriesThatAreReadAreBounded() throws IOException {
        var tar = new Tars();
        for (int n = 0; n < 1001; n++) {
            tar.file("f" + n, new byte[0]);
        }

        assertThat(why(tar.file("./backup.json", Tars.utf8(JSON)).end()))
                .isEqualTo("has no backup.json among its first 1000 entries");
    }

    @Test
    void backupJsonThatHomeAssistantCannotUseIsInvalid_withItsPlaces() throws IOException {
        BackupDescription found = backups.ofTar(
                Tars.core("{\"date\":\"2026\",\"folders\":[\"attic\"]}", false).length,
                of(Tars.core("{\"date\":\"2026\",\"folders\":[\"attic\"]}", false)));

        assertThat(((BackupDescription.Invalid) found).problems())
                .extracting(BackupDescription.Problem::pointer)
                .containsExactlyInAnyOrder("/backup_id", "/name", "/date", "/folders/0");
    }

    @Test
    void rangeThatCannotBeReadIsNoVerdict() {
        assertThatThrownBy(() -> backups.ofTar(5000, range -> {
                    throw new IOException("away");
                }))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> backups.ofTar(5000, range -> new ByteArrayInputStream(new byte[10])))
                .isInstanceOf(IOException.class);
    }

    /** Whatever it is, it is told, and nothing else is thrown. */
    @Test
    void anyBytesAreABackup_orInvalid() throws IOException {
        byte[] whole = Tars.supervisor(JSON, true, "a0d7b954_ssh");
        var random = new Random(7);
        for (int n = 0; n < 3000; n++) {
            byte[] bytes = whole.clone();
            for (int change = 0; change < 1 + random.nextInt(4); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(backups.ofTar(bytes.length, of(bytes))).isNotNull();
        }
    }

    private String described(byte[] tar) throws IOException {
        BackupDescription found = backups.ofTar(tar.length, of(tar));
        assertThat(found).isInstanceOf(BackupDescription.Valid.class);
        BackupMetadata metadata = ((BackupDescription.Valid) found).metadata();
        return metadata.json();
    }

    private String why(byte[] file) throws IOException {
        BackupDescription found = backups.ofTar(file.length, of(file));
        return ((BackupDescription.Invalid) found).problems().get(0).detail();
    }

    private Ranges of(byte[] file) {
        return range -> {
            read.add(range);
            return new ByteArrayInputStream(file, (int) range.first(), (int) range.length());
        };
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    /** GNU's form of a size above 8 GiB; the sum is made anew. */
    private static void setBinary(byte[] header) {
        byte[] size = {(byte) 0x80, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0};
        System.arraycopy(size, 0, header, 124, size.length);
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += header[i] & 0xff;
        }
        byte[] text = String.format("%06o\000 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, 148, text.length);
    }

    /** A file with holes of zeros between its parts. */
    private final class Sparse implements Ranges {
        private final NavigableMap<Long, byte[]> parts;

        Sparse(Map<Long, byte[]> parts) {
            this.parts = new TreeMap<>(parts);
        }

        long length() {
            return parts.lastKey() + parts.lastEntry().getValue().length;
        }

        @Override
        public InputStream open(ByteRange range) {
            read.add(range);
            var part = parts.floorEntry(range.first());
            int from = (int) Math.min(part.getValue().length, range.first() - part.getKey());
            return new SequenceInputStream(
                    new ByteArrayInputStream(part.getValue(), from, part.getValue().length - from),
                    new ByteArrayInputStream(new byte[(int) range.length()]));
        }
    }
}
