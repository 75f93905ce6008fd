package io.driverelay.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driverelay.local.simulator.Simulators;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The OneDrive integration that comes with a Home Assistant, used as its owner uses it. */
final class OwnOneDrive {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SIGN_IN = "https://login.microsoftonline.com/consumers/";
    private static final String COMES_BACK = "https://my.home-assistant.io/redirect/oauth";
    private static final String FLOWS = "/api/config/config_entries/flow";

    private final RunningHomeAssistant hass;
    private final String entry;
    private final String agent;

    private OwnOneDrive(RunningHomeAssistant hass, String entry, String agent) {
        this.hass = hass;
        this.entry = entry;
        this.agent = agent;
    }

    /** For a Home Assistant to which Microsoft's names are the simulators, and their authority the one that it trusts. */
    static Map<String, String> environment(Simulators simulators) throws IOException {
        String names = simulators.realNames().entrySet().stream()
                .map(name -> name.getKey() + "=" + name.getValue())
                .collect(Collectors.joining(" "));
        String authority = simulators.certificates().certificate().toString();
        return Map.of(
                "PYTHONPATH",
                Path.of("src", "test", "homeassistant", "names")
                        .toAbsolutePath()
                        .toString(),
                "NAMES_HERE",
                names,
                "REQUESTS_CA_BUNDLE",
                authority,
                "CURL_CA_BUNDLE",
                authority);
    }

    /** As the README says: application credentials, the sign-in in a browser, the folder's name. */
    static OwnOneDrive signedIn(RunningHomeAssistant hass, Simulators simulators, String folder) throws Exception {
        ObjectNode credentials = MAPPER.createObjectNode()
                .put("domain", "onedrive")
                .put("client_id", simulators.authority().clientId())
                .put("client_secret", simulators.authority().clientSecret());
        hass.command("application_credentials/create", credentials);
        JsonNode begun = hass.call("POST", FLOWS, Map.of("handler", "onedrive"));
        String flow = FLOWS + "/" + begun.path("flow_id").asText();
        consent(hass, simulators, begun.path("url").asText());
        JsonNode asked = hass.call("GET", flow, null);
        if (!asked.path("step_id").asText().equals("folder_name")) {
            throw new IllegalStateException("the sign-in ends with " + asked + "\n" + hass.log());
        }
        JsonNode made = hass.call("POST", flow, Map.of("folder_name", folder));
        String entry = made.path("result").path("entry_id").asText();
        hass.await("OneDrive is set up", () -> loaded(hass, entry));
        return new OwnOneDrive(hass, entry, agent(hass));
    }

    /** The browser of somebody who has consented; my.home-assistant.io sends it on to the Home Assistant at home. */
    private static void consent(RunningHomeAssistant hass, Simulators simulators, String address) throws Exception {
        if (!address.startsWith(SIGN_IN)) {
            throw new IllegalStateException("the sign-in begins at " + address);
        }
        String there = get(simulators.authority().url() + "/" + address.substring(SIGN_IN.length()))
                .headers()
                .firstValue("location")
                .orElseThrow();
        if (!there.startsWith(COMES_BACK + "?")) {
            throw new IllegalStateException("the sign-in comes back at " + there);
        }
        HttpResponse<String> home = get(hass.base() + "/auth/external/callback" + there.substring(COMES_BACK.length()));
        if (home.statusCode() != 200) {
            throw new IllegalStateException("Home Assistant says " + home.body());
        }
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private static boolean loaded(RunningHomeAssistant hass, String entry) throws IOException {
        JsonNode entries = hass.call("GET", "/api/config/config_entries/entry?domain=onedrive", null);
        return StreamSupport.stream(entries.spliterator(), false)
                .anyMatch(one -> one.path("entry_id").asText().equals(entry)
                        && one.path("state").asText().equals("loaded"));
    }

    private static String agent(RunningHomeAssistant hass) throws Exception {
        JsonNode agents =
                hass.command("backup/agents/info", MAPPER.createObjectNode()).path("agents");
        return agents.findValuesAsText("agent_id").stream()
                .filter(id -> id.startsWith("onedrive."))
                .findFirst()
                .orElseThrow();
    }

    String agent() {
        return agent;
    }

    /** What it knows of the drive it keeps for five minutes, but not beyond this. */
    void readAgain() throws Exception {
        hass.call("POST", "/api/config/config_entries/entry/" + entry + "/reload", Map.of());
        hass.await("OneDrive is set up again", () -> loaded(hass, entry));
    }

    Optional<JsonNode> backup(String id) throws Exception {
        return backups().stream()
                .filter(one -> one.path("backup_id").asText().equals(id))
                .findFirst();
    }

    /** What is on the OneDrive, as Home Assistant's pages list it. */
    List<JsonNode> backups() throws Exception {
        JsonNode info = hass.command("backup/info", MAPPER.createObjectNode());
        if (!info.path("agent_errors").isEmpty()) {
            throw new IllegalStateException("not every place was listed: " + info.path("agent_errors"));
        }
        return StreamSupport.stream(info.path("backups").spliterator(), false)
                .filter(one -> one.path("agents").has(agent))
                .toList();
    }

    HttpResponse<byte[]> download(String id) throws Exception {
        return hass.download("/api/backup/download/" + id + "?agent_id=" + agent);
    }

    /** By Home Assistant, without its database; returns when it is where it is to be. */
    void makeBackup(String name, String where) throws Exception {
        hass.command(
                "backup/generate",
                MAPPER.createObjectNode()
                        .put("name", name)
                        .put("include_database", false)
                        .set("agent_ids", MAPPER.createArrayNode().add(where)));
        hass.await(
                "the backup is made",
                () -> hass.command("backup/info", MAPPER.createObjectNode())
                        .path("state")
                        .asText()
                        .equals("idle"));
    }

    /** Returns when Home Assistant has it again, and wants to be started. */
    void restore(String id) throws Exception {
        hass.restore(MAPPER.createObjectNode()
                .put("backup_id", id)
                .put("agent_id", agent)
                .put("restore_database", false));
    }

    /** What went wrong; empty where all is well. */
    JsonNode delete(String id) throws Exception {
        return hass.command("backup/delete", MAPPER.createObjectNode().put("backup_id", id))
                .path("agent_errors");
    }

    /** Its one option. */
    void deletePermanently() throws Exception {
        String options = "/api/config/config_entries/options/flow";
        JsonNode begun = hass.call("POST", options, Map.of("handler", entry));
        hass.call("POST", options + "/" + begun.path("flow_id").asText(), Map.of("delete_permanently", true));
    }

    /** @param key the end of its unique id, such as {@code drive_state} */
    String sensor(String key) throws Exception {
        JsonNode known = hass.command("config/entity_registry/list", MAPPER.createObjectNode());
        String entity = StreamSupport.stream(known.spliterator(), false)
                .filter(one -> one.path("platform").asText().equals("onedrive"))
                .filter(one -> one.path("unique_id").asText().endsWith("_" + key))
                .map(one -> one.path("entity_id").asText())
                .findFirst()
                .orElseThrow();
        return hass.state(entity);
    }
}
