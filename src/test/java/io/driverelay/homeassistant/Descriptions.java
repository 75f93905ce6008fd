package io.driverelay.homeassistant;

/** Descriptions as Home Assistant 2026.1 writes them. */
public final class Descriptions {
    private Descriptions() {}

    public static String json(String backupId, String name, long sizeBytes) {
        return ("{\"addons\":[{\"name\":\"File editor\",\"slug\":\"core_configurator\",\"version\":\"5.8.0\"}],\"backup_id\":\"%s\","
                        + "\"date\":\"2026-01-08T04:45:11.344763+01:00\",\"database_included\":true,"
                        + "\"extra_metadata\":{\"instance_id\":\"b5bb4d4c1f7a4e2f9d0c3b2a19087f6e\",\"with_automatic_settings\":true},"
                        + "\"folders\":[\"share\",\"addons/local\"],\"homeassistant_included\":true,"
                        + "\"homeassistant_version\":\"2026.1.0\",\"name\":\"%s\",\"protected\":true,\"size\":%d}")
                .formatted(backupId, name, sizeBytes);
    }
}
