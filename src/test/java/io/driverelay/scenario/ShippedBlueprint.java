package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A blueprint that homes get, imported by its address. */
final class ShippedBlueprint {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path SHIPPED = Path.of("src/main/homeassistant/blueprints/automation/drive_relay");

    private ShippedBlueprint() {}

    /** Makes an automation of it, as its owner does in Home Assistant's pages. */
    static void automation(RunningHomeAssistant hass, String name, Map<String, ?> inputs) throws Exception {
        String path = "drive_relay/" + name + ".yaml";
        imported(hass, SHIPPED.resolve(name + ".yaml"), path);
        JsonNode made = hass.call(
                "POST",
                "/api/config/automation/config/" + name,
                Map.of("alias", name, "use_blueprint", Map.of("path", path, "input", inputs)));
        assertThat(made.path("result").asText()).as("%s", made).isEqualTo("ok");
        hass.shows("automation." + name, "on");
    }

    private static void imported(RunningHomeAssistant hass, Path blueprint, String path) throws Exception {
        byte[] content = Files.readAllBytes(blueprint);
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        site.start();
        try {
            String url = "http://127.0.0.1:" + site.getAddress().getPort() + "/" + blueprint.getFileName();
            JsonNode found =
                    hass.command("blueprint/import", MAPPER.createObjectNode().put("url", url));
            assertThat(found.path("validation_errors").isNull()).as("%s", found).isTrue();
            hass.command(
                    "blueprint/save",
                    MAPPER.createObjectNode()
                            .put("domain", "automation")
                            .put("path", path)
                            .put("yaml", found.path("raw_data").asText())
                            .put("source_url", url));
        } finally {
            site.stop(0);
        }
    }
}
