package io.driverelay.homeassistant;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The block before each entry of a tar, in the forms that Python writes: {@code ustar}, GNU and pax.
 *
 * @param type the type flag, {@code '0'} or NUL for a file
 * @param sizeBytes of what follows, unpadded
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06">ustar interchange format</a>
 */
record TarHeader(String name, char type, long sizeBytes) {
    static final int BLOCK = 512;
    private static final int CHECKSUM = 148;
    private static final int SIZE = 124;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;

    /** Empty where the block is none: its sum is not what it says. */
    static Optional<TarHeader> read(byte[] block) {
        if (number(block, CHECKSUM, 8) != sum(block)) {
            return Optional.empty();
        }
        String prefix = text(block, MAGIC, 6).equals("ustar") ? text(block, PREFIX, 155) : "";
        String name = text(block, 0, 100);
        return Optional.of(new TarHeader(
                prefix.isEmpty() ? name : prefix + "/" + name, (char) (block[156] & 0xff), number(block, SIZE, 12)));
    }

    TarHeader called(String longName) {
        return new TarHeader(longName, type, sizeBytes);
    }

    TarHeader ofSize(long bytes) {
        return new TarHeader(name, type, bytes);
    }

    /** Links, directories and devices have nothing behind them, whatever size they tell. */
    long followingBytes() {
        boolean empty = type >= '1' && type <= '6';
        return empty ? 0 : sizeBytes;
    }

    /** Whether it tells of the next entry, or of all, and is none itself. */
    boolean isAbout() {
        return type == 'x' || type == 'g' || type == 'L' || type == 'K';
    }

    boolean isFile() {
        return type == '0' || type == 0;
    }

    private static long sum(byte[] block) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
        }
        return sum;
    }

    /** Octal digits, or, above 8 GiB, GNU's binary form with the highest bit set; -1 for neither. */
    private static long number(byte[] block, int at, int length) {
        if ((block[at] & 0x80) != 0) {
            long binary = block[at] & 0x3f;
            for (int i = at + 1; i < at + length; i++) {
                if (binary >>> 54 != 0) {
                    return -1;
                }
                binary = (binary << 8) | (block[i] & 0xff);
            }
            return binary;
        }
        String digits = text(block, at, length).strip();
        if (digits.isEmpty()) {
            return 0;
        }
        return digits.matches("[0-7]{1,20}") ? Long.parseLong(digits, 8) : -1;
    }

    /** To its NUL. */
    private static String text(byte[] block, int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }
}
