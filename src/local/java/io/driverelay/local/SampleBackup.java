package io.driverelay.local;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * A backup as Home Assistant makes them: an uncompressed tar, {@code backup.json} first, then {@code .tar.gz} members of bytes that do not
 * compress. Made as it is read, always the same for the same size, never held.
 */
final class SampleBackup {
    private static final int BLOCK = 512;
    private static final int GZIP_FRAME_BYTES = 18;
    private static final long SEED = 20_260_108L;

    private final long sizeBytes;
    private final String name;

    /** @param wantedBytes is rounded to what a tar can have, at least 8 KiB */
    SampleBackup(String name, long wantedBytes) {
        this.name = name;
        this.sizeBytes = Math.max(8192, wantedBytes / BLOCK * BLOCK);
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Home Assistant's {@code AgentBackup}. */
    String metadata() {
        return """
                {"addons":[],"backup_id":"%s","date":"2026-01-08T10:30:11.344763+01:00","database_included":true,\
                "extra_metadata":{"instance_id":"b5bb4d4c1f7a4f0c","with_automatic_settings":true},"folders":[],\
                "homeassistant_included":true,"homeassistant_version":"2026.1.0","name":"%s","protected":true,"size":%d}""".formatted(id(), name, sizeBytes);
    }

    String id() {
        return String.format("%08x", name.hashCode());
    }

    InputStream open() {
        byte[] json = ("{\"slug\":\"" + id() + "\",\"name\":\"" + name
                        + "\",\"date\":\"2026-01-08T10:30:11.344763+01:00\",\"type\":\"partial\",\"protected\":true,"
                        + "\"homeassistant\":{\"version\":\"2026.1.0\",\"exclude_database\":false},\"addons\":[],\"folders\":[]}")
                .getBytes(StandardCharsets.UTF_8);
        long head = BLOCK + padded(json.length);
        long gzipBytes = sizeBytes - head - BLOCK - 2 * BLOCK;
        return new SequenceInputStream(Collections.enumeration(List.of(
                bytes(header("./backup.json", json.length)),
                bytes(Arrays.copyOf(json, (int) padded(json.length))),
                bytes(header("./homeassistant.tar.gz", gzipBytes)),
                new StoredGzip(gzipBytes - GZIP_FRAME_BYTES),
                bytes(new byte[2 * BLOCK]))));
    }

    boolean isEqualTo(InputStream there) throws IOException {
        byte[] one = new byte[1 << 20];
        byte[] other = new byte[1 << 20];
        try (InputStream here = open()) {
            while (true) {
                int n = there.readNBytes(one, 0, one.length);
                int m = here.readNBytes(other, 0, other.length);
                if (n != m || !Arrays.equals(one, 0, n, other, 0, m)) {
                    return false;
                }
                if (n == 0) {
                    return true;
                }
            }
        }
    }

    private static InputStream bytes(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static long padded(long length) {
        return (length + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** A ustar header. */
    private static byte[] header(String name, long size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        // from 8 GiB on, as GNU tar writes it: base 256
        if (size < 1L << 33) {
            put(header, 124, String.format("%011o\0", size));
        } else {
            header[124] = (byte) 0x80;
            for (int i = 0; i < 8; i++) {
                header[135 - i] = (byte) (size >>> (8 * i));
            }
        }
        put(header, 136, "14526500123\0");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, header, at, ascii.length);
    }

    /** A gzip member of stored blocks around random bytes, exactly so many bytes of body as asked for. */
    private static final class StoredGzip extends InputStream {
        private static final int LARGEST = 65_535;
        private static final int BLOCK_HEAD = 5;

        private final Random random = new Random(SEED);
        private final CRC32 crc = new CRC32();
        private long bodyLeft;
        private long plain;
        private boolean ended;
        private InputStream current = bytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});

        StoredGzip(long body) {
            this.bodyLeft = body;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = current.read(buffer, offset, length);
            while (n < 0 && !ended) {
                current = next();
                n = current.read(buffer, offset, length);
            }
            return n;
        }

        private InputStream next() {
            if (bodyLeft == 0) {
                ended = true;
                return bytes(trailer());
            }
            int data = (int) Math.min(LARGEST, bodyLeft - BLOCK_HEAD);
            // no rest may be left that is too small for a block of its own
            if (bodyLeft - BLOCK_HEAD - data > 0 && bodyLeft - BLOCK_HEAD - data < BLOCK_HEAD) {
                data -= BLOCK_HEAD;
            }
            byte[] bytes = new byte[data];
            random.nextBytes(bytes);
            crc.update(bytes);
            plain += data;
            bodyLeft -= BLOCK_HEAD + data;
            var block = new ByteArrayOutputStream(BLOCK_HEAD + data);
            block.write(bodyLeft == 0 ? 1 : 0);
            block.write(data);
            block.write(data >>> 8);
            block.write(~data);
            block.write(~data >>> 8);
            block.writeBytes(bytes);
            return bytes(block.toByteArray());
        }

        private byte[] trailer() {
            byte[] trailer = new byte[8];
            for (int i = 0; i < 4; i++) {
                trailer[i] = (byte) (crc.getValue() >>> (8 * i));
                trailer[4 + i] = (byte) (plain >>> (8 * i));
            }
            return trailer;
        }
    }
}
