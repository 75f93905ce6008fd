package io.driverelay.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What lies on the simulated drive is listed, fetched, moved and thrown away. */
class ShelvesTest extends SimulatorTest {
    private static final String APP = "/me/drive/special/approot";
    private static final String URL = "@microsoft.graph.downloadUrl";

    private String put(String path, String content) throws Exception {
        var answer = graph("PUT", APP + ":/" + path + ":/content", content);
        assertThat(answer.statusCode()).isIn(200, 201);
        return json(answer).path("id").asText();
    }

    private static List<String> names(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.path("value").forEach(item -> names.add(item.path("name").asText()));
        return names;
    }

    private JsonNode page(String url) throws Exception {
        return json(send("GET", url, null, Map.of("Authorization", "Bearer " + token)));
    }

    private String bytes(String url, String range) throws Exception {
        Map<String, String> headers = range == null ? Map.of() : Map.of("Range", range);
        return new String(send("GET", url, null, headers).body(), StandardCharsets.UTF_8);
    }

    @Test
    void childrenComeInPages_thatGoOnBehindTheLastName() throws Exception {
        for (String name : List.of("d", "a", "C", "b", "e")) {
            put("f/" + name, "x");
        }
        String first = simulators.oneDrive().graphUrl() + APP + ":/f:/children?$top=2";
        JsonNode page = page(first);
        assertThat(names(page)).containsExactly("a", "b");
        account().move("f/a", "f/zz");
        graph("DELETE", APP + ":/f/b", null);
        page = page(page.path("@odata.nextLink").asText());
        assertThat(names(page)).containsExactly("C", "d");
        page = page(page.path("@odata.nextLink").asText());
        assertThat(names(page)).containsExactly("e", "zz");
        assertThat(page.has("@odata.nextLink")).isFalse();

        account().behaviours().largestPage = 1;
        assertThat(names(page(first))).containsExactly("C");
        for (String wrong : List.of("$top=0", "$top=1000", "$top=x", "$skiptoken=!")) {
            assertThat(graph("GET", APP + ":/f:/children?" + wrong, null).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void usualPageHoldsTwoHundred() throws Exception {
        for (int n = 0; n < 201; n++) {
            graph("POST", APP + "/children", "{\"name\":\"f" + n + "\",\"folder\":{}}");
        }
        JsonNode page = json(graph("GET", APP + "/children", null));
        assertThat(names(page)).hasSize(200);
        assertThat(names(page(page.path("@odata.nextLink").asText()))).hasSize(1);
    }

    @Test
    void contentIsBehindAnAddressThatTakesRanges_andWorksForAWhile() throws Exception {
        HandMovedTime time = time();
        String id = put("a.bin", "0123456789");
        HttpResponse<byte[]> redirect = graph("GET", "/me/drive/items/" + id + "/content", null);
        assertThat(redirect.statusCode()).isEqualTo(302);
        String url = redirect.headers().firstValue("location").orElseThrow();
        assertThat(bytes(url, null)).isEqualTo("0123456789");
        assertThat(bytes(url, "bytes=2-4")).isEqualTo("234");
        assertThat(bytes(url, "bytes=-3")).isEqualTo("789");
        assertThat(bytes(url, "bytes=-30")).isEqualTo("0123456789");
        assertThat(bytes(url, "bytes=5-2")).isEqualTo("0123456789");
        assertThat(bytes(url, "bytes=-")).isEqualTo("0123456789");
        assertThat(send("GET", url, null, Map.of("Range", "bytes=-0")).statusCode())
                .isEqualTo(416);
        assertThat(send("GET", url, null, Map.of("Range", "bytes=10-")).statusCode())
                .isEqualTo(416);
        String listed = json(graph("GET", APP + "/children", null))
                .at("/value/0")
                .path(URL)
                .asText();
        assertThat(bytes(listed, "bytes=8-")).isEqualTo("89");
        assertThat(simulators.violations().all()).isEmpty();

        assertThat(send("GET", url.replaceFirst("[?].*", ""), null, Map.of()).statusCode())
                .isEqualTo(401);
        time.move(Duration.ofHours(1));
        assertThat(send("GET", url, null, Map.of()).statusCode()).isEqualTo(401);

        account().behaviours().itemsWithout = Set.of(URL);
        assertThat(json(graph("GET", APP + "/children", null)).at("/value/0").has(URL))
                .isFalse();
    }

    @Test
    void namesAndFoldersChangeInOneStep_unlessTheNameIsTaken() throws Exception {
        String id = put("f/a", "x");
        String other = json(graph("POST", APP + "/children", "{\"name\":\"g\",\"folder\":{}}"))
                .path("id")
                .asText();
        put("g/b", "y");
        String item = "/me/drive/items/" + id;
        var taken = graph("PATCH", item, "{\"name\":\"B\",\"parentReference\":{\"id\":\"" + other + "\"}}");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(json(taken).at("/error/code").asText()).isEqualTo("nameAlreadyExists");
        assertThat(graph("PATCH", item, "{\"name\":\"c\",\"parentReference\":{\"id\":\"" + other + "\"}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(account().namesIn("g")).containsExactlyInAnyOrder("b", "c");
        assertThat(account().idOf("g/c")).isEqualTo(id);

        String folder = "/me/drive/items/" + other;
        assertThat(graph("PATCH", folder, "{\"parentReference\":{\"id\":\"" + other + "\"}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(graph("PATCH", item, "{\"parentReference\":{\"id\":\"" + id + "\"}}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(graph("PATCH", item, "{\"name\":\"a:b\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void recycleBinCounts_andWhatIsDeletedForGoodDoesNot() throws Exception {
        String binned = "/me/drive/items/" + put("a", "12345");
        String gone = "/me/drive/items/" + put("b", "1234567");
        long used = quota("used");
        assertThat(graph("DELETE", binned, null).statusCode()).isEqualTo(204);
        assertThat(quota("deleted")).isEqualTo(5);
        assertThat(quota("used")).isEqualTo(used);

        account().behaviours().permanentDelete = Behaviours.PermanentDelete.NOT_SUPPORTED;
        var refused = graph("POST", gone + "/permanentDelete", null);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/innerError/code").asText()).isEqualTo("notSupported");
        account().behaviours().permanentDelete = Behaviours.PermanentDelete.WORKS;
        account().behaviours().deletionsForGood.next(1, 403, "accessDenied");
        assertThat(graph("POST", gone + "/permanentDelete", null).statusCode()).isEqualTo(403);
        assertThat(graph("POST", gone + "/permanentDelete", null).statusCode()).isEqualTo(204);
        assertThat(quota("deleted")).isEqualTo(5);
        assertThat(quota("used")).isEqualTo(used - 7);
        assertThat(graph("GET", gone, null).statusCode()).isEqualTo(404);
        assertThat(graph("POST", gone + "/permanentDelete", null).statusCode()).isEqualTo(404);
    }

    private long quota(String what) throws Exception {
        return json(graph("GET", "/me/drive", null)).path("quota").path(what).asLong();
    }
}
