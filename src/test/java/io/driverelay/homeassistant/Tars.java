package io.driverelay.homeassistant;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Backups as Home Assistant packs them: the outer tar never compressed, the tars in it compressed and, when protected, encrypted. */
public final class Tars {
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** As Supervisor does, which writes {@code backup.json} when all the rest is there. */
    public static byte[] supervisor(String backupJson, boolean isProtected, String... addons) {
        var tar = new Tars();
        for (String addon : addons) {
            tar.inner("./" + addon + ".tar.gz", isProtected);
        }
        tar.inner("./share.tar.gz", isProtected).inner("./addons_local.tar.gz", isProtected);
        tar.inner("./homeassistant.tar.gz", isProtected);
        return tar.file("./backup.json", utf8(backupJson)).end();
    }

    /** As Core does where there is no Supervisor: {@code backup.json} comes first. */
    public static byte[] core(String backupJson, boolean isProtected) {
        return new Tars()
                .file("./backup.json", utf8(backupJson))
                .inner("./homeassistant.tar.gz", isProtected)
                .end();
    }

    /** {@code backup.json} comes after so many entries of a size. */
    public static byte[] after(int entries, int bytes, String backupJson) {
        var tar = new Tars();
        for (int n = 0; n < entries; n++) {
            tar.file("./addon" + n + ".tar.gz", new byte[bytes]);
        }
        return tar.file("./backup.json", utf8(backupJson)).end();
    }

    /** {@code backup.json} of Supervisor 2025.2 and later, for a backup that Home Assistant has asked it for. */
    public static String supervisorJson(String slug, String name) {
        return ("{\"slug\":\"%s\",\"version\":2,\"name\":\"%s\",\"date\":\"2026-01-08T03:45:13.002185+00:00\",\"type\":\"partial\","
                        + "\"supervisor_version\":\"2026.01.0\",\"extra\":{\"instance_id\":\"335bb2043172468db48658367b917f87\","
                        + "\"with_automatic_settings\":true,\"supervisor.backup_request_date\":\"2026-01-08T04:45:11.344763+01:00\"},"
                        + "\"crypto\":\"aes128\",\"addons\":[{\"slug\":\"a0d7b954_ssh\",\"name\":\"Advanced SSH & Web Terminal\","
                        + "\"version\":\"20.0.0\",\"size\":0.1}],\"repositories\":[\"https://github.com/hassio-addons/repository\"],"
                        + "\"homeassistant\":{\"version\":\"2026.1.0\",\"exclude_database\":false,\"size\":12.5},"
                        + "\"folders\":[\"share\",\"addons/local\"],\"docker\":{\"registries\":{}},\"protected\":true,\"compressed\":true}")
                .formatted(slug, name);
    }

    /** What Home Assistant's {@code json_dumps(backup.as_dict())} writes for it. */
    public static String supervisorDescription(String slug, String name, long sizeBytes) {
        return ("{\"addons\":[{\"name\":\"Advanced SSH & Web Terminal\",\"slug\":\"a0d7b954_ssh\",\"version\":\"20.0.0\"}],"
                        + "\"backup_id\":\"%s\",\"date\":\"2026-01-08T04:45:11.344763+01:00\",\"database_included\":true,"
                        + "\"extra_metadata\":{\"instance_id\":\"335bb2043172468db48658367b917f87\",\"with_automatic_settings\":true,"
                        + "\"supervisor.backup_request_date\":\"2026-01-08T04:45:11.344763+01:00\"},"
                        + "\"folders\":[\"share\",\"addons/local\"],\"homeassistant_included\":true,"
                        + "\"homeassistant_version\":\"2026.1.0\",\"name\":\"%s\",\"protected\":true,\"size\":%d}")
                .formatted(slug, name, sizeBytes);
    }

    Tars inner(String name, boolean isProtected) {
        byte[] packed = gzipped(new Tars()
                .file("data/configuration.yaml", utf8("default_config:\n"))
                .end());
        if (!isProtected) {
            return file(name, packed);
        }
        // securetar tells the size before encryption in a pax record
        byte[] sealed = new byte[(packed.length / 16 + 3) * 16];
        new Random(name.hashCode()).nextBytes(sealed);
        return told('x', utf8("40 _securetar.plaintext_size=" + packed.length + "\n"))
                .file(name, sealed);
    }

    Tars file(String name, byte[] content) {
        return entry(name, '0', Long.toString(content.length, 8), content);
    }

    /** An entry that tells of the next one. */
    Tars told(char type, byte[] content) {
        return entry("././@PaxHeader", type, Long.toString(content.length, 8), content);
    }

    Tars entry(String name, char type, String size, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0000001000\0000001000\000");
        put(header, 124, size);
        put(header, 136, "15130000000\000        ");
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        put(header, 148, String.format("%06o\000 ", sum));
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    byte[] end() {
        out.writeBytes(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    byte[] unended() {
        return out.toByteArray();
    }

    static byte[] gzipped(byte[] content) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = utf8(text);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
