package io.driverelay.scenario;

import io.driverelay.local.HomeClient.Linked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folder of a home: its configuration with the package that is shipped, and what Home Assistant keeps there. */
record HomeAssistantFolder(Path path) {
    /** @param secrets what the package takes from {@code secrets.yaml} */
    static HomeAssistantFolder with(int port, Map<String, String> secrets) throws IOException {
        var folder = new HomeAssistantFolder(RunningApp.newData().toAbsolutePath());
        Files.createDirectory(folder.path.resolve("packages"));
        Files.createDirectory(folder.path.resolve("media"));
        Files.writeString(folder.path.resolve("automations.yaml"), "[]");
        for (String shipped : List.of("drive_relay.yaml", "drive_relay.sh")) {
            Files.copy(
                    ScriptHome.SHIPPED.resolve(shipped),
                    folder.path.resolve("packages").resolve(shipped));
        }
        // a refresh that is asked for comes ten seconds after the last one: here the relay is asked every second
        // instead
        Path yaml = folder.path.resolve("packages/drive_relay.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("scan_interval: 300", "scan_interval: 1"));
        folder.secrets(secrets);
        Files.writeString(folder.path.resolve("configuration.yaml"), """
                homeassistant:
                  packages: !include_dir_named packages
                  media_dirs:
                    local: %s
                http:
                  server_host: 127.0.0.1
                  server_port: %d
                my:
                logger:
                  default: warning
                automation: !include automations.yaml
                """.formatted(folder.path.resolve("media"), port));
        Files.createDirectory(folder.path.resolve(".storage"));
        return folder;
    }

    /** @param relay its address, up to {@code /api} */
    static Map<String, String> secretsOf(Linked home, String relay) {
        Map<String, String> secrets = new LinkedHashMap<>();
        String address = relay + "/connections/" + home.id();
        secrets.put("drive_relay_url", address);
        secrets.put("drive_relay_status_url", address + "/status");
        secrets.put("drive_relay_key", home.homeKey());
        secrets.put("drive_relay_overdue_hours", "36");
        secrets.put("drive_relay_webhook_id", "c0ffee");
        return secrets;
    }

    /** All that was there is gone. */
    void clear(int port) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
        Files.createDirectory(path);
        Files.writeString(path.resolve("configuration.yaml"), """
                http:
                  server_host: 127.0.0.1
                  server_port: %d
                onboarding:
                logger:
                  default: warning
                """.formatted(port));
    }

    void secrets(Map<String, String> secrets) throws IOException {
        var lines = new StringBuilder();
        secrets.forEach(
                (name, value) -> lines.append(name).append(": ").append(value).append('\n'));
        Files.writeString(path.resolve("secrets.yaml"), lines);
    }

    /** As if its owner had answered what the first start asks. */
    void ownerIsThere() throws IOException {
        Files.writeString(path.resolve(".storage/onboarding"), """
                {"version":4,"minor_version":1,"key":"onboarding",
                "data":{"done":["user","core_config","analytics","integration"]}}""");
    }

    /** The id that Home Assistant gives itself otherwise, when it starts for the first time. */
    void instanceIs(String id) throws IOException {
        Files.writeString(path.resolve(".storage/core.uuid"), """
                {"version":1,"minor_version":1,"key":"core.uuid","data":{"uuid":"%s"}}""".formatted(id));
    }

    /** The one that was made there under a name that begins so. */
    Path backup(String beginning) throws IOException {
        try (var files = Files.list(path.resolve("backups"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
