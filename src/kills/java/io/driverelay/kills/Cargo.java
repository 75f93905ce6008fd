package io.driverelay.kills;

import java.io.InputStream;
import java.util.Base64;

/**
 * What one upload carries.
 *
 * @param home which home sends it, by a name; each has a drive of its own
 * @param backup with metadata; a file otherwise, which replaces what has its name
 * @param blocks put block by block instead of in one request
 * @param seed of its bytes
 */
record Cargo(String home, String fileName, long sizeBytes, boolean backup, boolean blocks, long seed) {
    InputStream open() {
        return new SeededBytes(seed, sizeBytes);
    }

    /** The same whenever the request is repeated, and nobody else's. */
    String idempotencyKey() {
        return fileName + "-" + Long.toHexString(seed);
    }

    String request() {
        String more = backup ? ",\"kind\":\"backup\",\"metadata\":" + metadata() : ",\"kind\":\"file\"";
        return "{\"fileName\":\"" + fileName + "\",\"sizeBytes\":" + sizeBytes + ",\"transfer\":\""
                + (blocks ? "blocks" : "single") + "\"" + more + "}";
    }

    String metadata() {
        return "{\"addons\":[],\"backup_id\":\"" + Long.toHexString(seed)
                + "\",\"date\":\"2026-01-08T04:45:11.344763+01:00\",\"database_included\":true,\"extra_metadata\":{},"
                + "\"folders\":[],\"homeassistant_included\":true,\"homeassistant_version\":\"2026.1.0\","
                + "\"name\":\"Nightly\",\"protected\":false,\"size\":" + sizeBytes + "}";
    }

    String metadataName() {
        return fileName.replaceAll("\\.tar$", ".metadata.json");
    }

    static String blockId(int number) {
        byte[] text = String.format("%06d", number).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(text);
    }
}
