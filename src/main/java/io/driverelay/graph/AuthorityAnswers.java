package io.driverelay.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.driverelay.connection.AuthorityFault;
import io.driverelay.connection.AuthorityFault.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What a refusal of the authority means: by OAuth's {@code error} and the status. Some passing failures arrive as {@code invalid_grant} and
 * are told by their number only.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">error codes</a>
 */
final class AuthorityAnswers {
    private static final Set<String> PERSON =
            Set.of("invalid_grant", "interaction_required", "consent_required", "login_required");
    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error");
    private static final Set<Integer> PASSING_NUMBERS = Set.of(70012, 90006, 90012, 90024, 90033);

    private AuthorityAnswers() {}

    static AuthorityFault fault(HTTPResponse response) {
        String body = Optional.ofNullable(response.getBody()).orElse("");
        JsonNode json = GraphReply.of(0, name -> Optional.empty(), body.getBytes(StandardCharsets.UTF_8))
                .json();
        String error = json.path("error").asText("");
        Kind kind = kind(response.getStatusCode(), error, isPassing(json));
        return new AuthorityFault(kind, message(response.getStatusCode(), error, json), retryAfter(response), null);
    }

    private static Kind kind(int status, String error, boolean passing) {
        if (passing || status == 429 || status >= 500 || PASSING.contains(error) || error.isEmpty()) {
            return Kind.UNAVAILABLE;
        }
        return PERSON.contains(error) ? Kind.SIGN_IN_REQUIRED : Kind.OPERATOR_MUST_ACT;
    }

    private static boolean isPassing(JsonNode json) {
        return StreamSupport.stream(json.path("error_codes").spliterator(), false)
                .anyMatch(code -> PASSING_NUMBERS.contains(code.asInt()));
    }

    /** What Microsoft asks for when a case is reported; its description may hold more than should be told. */
    private static String message(int status, String error, JsonNode json) {
        return "the authority answered " + status + " " + error + " " + json.path("error_codes") + " trace_id "
                + json.path("trace_id").asText("-") + " correlation_id "
                + json.path("correlation_id").asText("-");
    }

    private static Duration retryAfter(HTTPResponse response) {
        String text = response.getHeaderValue("Retry-After");
        return text != null && text.matches("[0-9]{1,7}") ? Duration.ofSeconds(Long.parseLong(text)) : null;
    }
}
