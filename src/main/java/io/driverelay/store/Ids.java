package io.driverelay.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Ids of 26 characters of Crockford base32, unguessable: a ULID (time first, so that newer sort later), or the head of a hash. */
public final class Ids {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 26;
    private static final int TIME_LENGTH = 10;

    private final Clock clock;
    private final RandomGenerator random;

    public Ids(Clock clock) {
        this(clock, new SecureRandom());
    }

    /** @param random what makes them unguessable */
    public Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new ULID: 48 bits of time, 80 random bits. */
    public String next() {
        var id = new StringBuilder(LENGTH);
        long millis = clock.millis();
        for (int shift = 5 * (TIME_LENGTH - 1); shift >= 0; shift -= 5) {
            id.append(ALPHABET.charAt((int) (millis >>> shift) & 31));
        }
        while (id.length() < LENGTH) {
            id.append(ALPHABET.charAt(random.nextInt(32)));
        }
        return id.toString();
    }

    /** The same parts always give the same id: 130 bits of the SHA-256 of the parts. */
    public static String derivedFrom(String... parts) {
        MessageDigest sha256 = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            sha256.update(bytes);
        }
        byte[] digest = sha256.digest();
        var id = new StringBuilder(LENGTH);
        for (int bit = 0; bit < 5 * LENGTH; bit += 5) {
            int window = (digest[bit / 8] & 0xff) << 8 | (digest[bit / 8 + 1] & 0xff);
            id.append(ALPHABET.charAt(window >>> (11 - bit % 8) & 31));
        }
        return id.toString();
    }

    public static boolean isId(String text) {
        return text != null && text.length() == LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
