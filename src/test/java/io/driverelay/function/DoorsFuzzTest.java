package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.drive.ItemName;
import io.driverelay.homeassistant.AgentBackups;
import io.driverelay.homeassistant.Descriptions;
import io.driverelay.intake.UploadRequest;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Destination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Seeded: what is taken is kept as it was sent; what is refused says why and where; nothing else is thrown. */
class DoorsFuzzTest {
    private static final int ROUNDS = 6_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] PIECES = {
        "a",
        "B",
        "9",
        " ",
        ".",
        "..",
        "/",
        "\\",
        ":",
        "*",
        "%20",
        "%2F",
        "%2f",
        "%FC",
        "%",
        "+",
        "~$",
        "é",
        "e\u0301",
        "😀",
        "\ud83d",
        "\udc00",
        "\n",
        "\r",
        "\t",
        "\u0000",
        "\u007f",
        "\u0085",
        "\u00a0",
        "\u200f",
        "\u202e",
        "\u2028",
        "\u2066",
        "\ufffd",
        "\uffff",
        "CON",
        ".lock",
        "_vti_",
        ".tar",
        "\"",
        "'",
        "<",
        "&",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    };
    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\\u00e9",
        "\\ud800",
        "null",
        "true",
        "1.10",
        "-1",
        "1e400",
        "99999999999999999999",
        "\"kind\"",
        "\"file\"",
        "\"backup\"",
        "\"sizeBytes\"",
        "\"fileName\"",
        "\"metadata\":" + Descriptions.json("a", "n", 5),
        "\ufffd",
        "\u0000",
        " ",
        "\n",
        "//",
        "\"sizeBytes\":5",
        "\"fileName\":\"a.tar\"",
        "\"transfer\":\"blocks\"",
        "\"sha256\":1",
        "\"conflict\":{}"
    };

    private final Random random = new Random(11);

    @Test
    void anyNameAndFolderAreKept_orRefused() {
        for (int n = 0; n < ROUNDS; n++) {
            String folder = random.nextBoolean() ? "" : text(PIECES, 5);
            String name = text(PIECES, 5);
            takenOrRefused(() -> new Destination(folder, name)).ifPresent(taken -> {
                assertThat(taken.fileName()).isEqualTo(name);
                assertThat(taken.folder()).isEqualTo(folder);
            });
        }
    }

    @Test
    void anyPathIsKept_orRefused() {
        for (int n = 0; n < ROUNDS; n++) {
            String bound = text(PIECES, 8);
            takenOrRefused(() -> Destination.ofPath(DirectPut.path(bound)))
                    .ifPresent(taken -> assertThat(
                                    taken.folder().isEmpty()
                                            ? taken.fileName()
                                            : taken.folder() + "/" + taken.fileName())
                            .isEqualTo(bound));
        }
    }

    @Test
    void anyNameInJsonIsKept_orRefused() throws Exception {
        for (int n = 0; n < ROUNDS / 4; n++) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("kind", "file");
            fields.put("fileName", text(PIECES, 5));
            fields.put(random.nextInt(10) == 0 ? text(PIECES, 5) : "destinationFolder", text(PIECES, 5));
            fields.put("sizeBytes", random.nextInt(10) == 0 ? -5 : 5);
            String json = JSON.writeValueAsString(fields);
            takenOrRefused(() -> read(json))
                    .ifPresent(taken -> assertThat(
                                    taken.destination() == null
                                            ? null
                                            : taken.destination().fileName())
                            .isEqualTo(fields.get("fileName")));
        }
    }

    @Test
    void anyJsonIsRead_orRefused() {
        String valid = "{\"kind\":\"backup\",\"fileName\":\"a.tar\",\"sizeBytes\":5,\"metadata\":"
                + Descriptions.json("a", "n", 5).replace("{\"addons\"", "{\"x\":[1.10,{}],\"addons\"") + "}";
        int taken = 0;
        for (int n = 0; n < ROUNDS; n++) {
            var json = new StringBuilder(random.nextInt(4) == 0 ? text(TOKENS, 12) : valid);
            for (int change = random.nextInt(3); change > 0 && !json.isEmpty(); change--) {
                int at = random.nextInt(json.length());
                if (random.nextBoolean()) {
                    json.insert(at, TOKENS[random.nextInt(TOKENS.length)]);
                } else {
                    json.delete(at, Math.min(json.length(), at + 1 + random.nextInt(4)));
                }
            }
            Optional<UploadRequest> read = takenOrRefused(() -> read(json.toString()));
            taken += read.isPresent() ? 1 : 0;
            read.map(UploadRequest::metadata)
                    .ifPresent(metadata -> assertThat(json.toString()).contains(metadata.json()));
        }
        assertThat(taken).isPositive();
    }

    @Test
    void anyHeaderIsHonoured_orRefused() {
        List<String> names = List.of(
                "idempotency-key",
                "if-none-match",
                "if-match",
                "content-range",
                "content-length",
                "content-encoding",
                "transfer-encoding");
        for (int n = 0; n < ROUNDS / 20; n++) {
            Map<String, String> headers = names.stream()
                    .filter(name -> random.nextInt(4) == 0)
                    .collect(Collectors.toMap(name -> name, name -> random.nextInt(3) == 0 ? "*" : text(PIECES, 3)));
            Map<String, String> query = random.nextInt(4) == 0 ? Map.of(text(PIECES, 2), text(PIECES, 2)) : Map.of();
            var request = TestRequests.with(query, headers, new byte[0]);
            refusedInWords(() -> UploadBody.idempotencyKey(request))
                    .ifPresent(key -> assertThat(key).isEqualTo(Optional.ofNullable(headers.get("idempotency-key"))));
            assertThat(refusedInWords(() -> Optional.ofNullable(DirectPut.conflict(request))))
                    .isNotNull();
        }
    }

    private static UploadRequest read(String json) {
        return UploadBody.read(Body.of(Optional.of(json), JsonText.LARGEST), new AgentBackups());
    }

    private String text(String[] pieces, int most) {
        return random.ints(1 + random.nextInt(most), 0, pieces.length)
                .mapToObj(piece -> pieces[piece])
                .collect(Collectors.joining());
    }

    private static <T> Optional<T> takenOrRefused(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (Refused refused) {
            assertInWords(refused);
            assertThat((List<?>) refused.facts().get("errors"))
                    .as(refused.getMessage())
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat((String) ((Map<?, ?>) error).get("pointer"))
                            .matches("|/.*"));
            return Optional.empty();
        }
    }

    private static <T> Optional<T> refusedInWords(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (Refused refused) {
            assertInWords(refused);
            return Optional.empty();
        }
    }

    private static void assertInWords(Refused refused) {
        assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(6000);
        assertThat(ItemName.unreadable(refused.getMessage()))
                .as(refused.getMessage())
                .isEmpty();
    }
}
