package io.driverelay.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.connection.AuthorityFault;
import io.driverelay.connection.AuthorityFault.Kind;
import io.driverelay.transport.Answer;
import io.driverelay.transport.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /** The service's own trouble, and 50196 and 90055: too many requests. */
    private static final Set<Integer> PASSING_NUMBERS = Set.of(50196, 70012, 90006, 90012, 90024, 90025, 90033, 90055);

    private static final Pattern NUMBER = Pattern.compile("^AADSTS([0-9]{4,8})\\b");

    private static final String ID = "[0-9A-Za-z-]{1,64}";

    private AuthorityAnswers() {}

    static AuthorityFault fault(Answer answer, Instant now) {
        JsonNode json = GraphReply.of(answer).json();
        String error = word(json, "error", "[a-z_]{1,40}");
        List<Integer> numbers = numbers(json);
        Kind kind = kind(answer.status(), error, numbers.stream().anyMatch(PASSING_NUMBERS::contains));
        Duration pause = RetryAfter.of(
                        answer.headers().get("retry-after"), answer.headers().get("date"), now)
                .orElse(null);
        return new AuthorityFault(kind, message(answer.status(), error, numbers, json), pause, null);
    }

    private static Kind kind(int status, String error, boolean passing) {
        if (passing || status == 429 || status >= 500 || PASSING.contains(error) || error.isEmpty()) {
            return Kind.UNAVAILABLE;
        }
        return PERSON.contains(error) ? Kind.SIGN_IN_REQUIRED : Kind.OPERATOR_MUST_ACT;
    }

    /** Where they are not listed, the description begins with one. */
    private static List<Integer> numbers(JsonNode json) {
        List<Integer> listed = StreamSupport.stream(json.path("error_codes").spliterator(), false)
                .filter(code -> code.isIntegralNumber() || code.isTextual())
                .map(code -> code.asInt(0))
                .filter(code -> code > 0)
                .limit(10)
                .toList();
        Matcher begins = NUMBER.matcher(json.path("error_description").asText(""));
        return listed.isEmpty() && begins.find() ? List.of(Integer.valueOf(begins.group(1))) : listed;
    }

    /** What Microsoft asks for when a case is reported; its description may hold more than should be told. */
    private static String message(int status, String error, List<Integer> numbers, JsonNode json) {
        return "the authority answered " + status + " " + error + " " + numbers + " trace_id "
                + word(json, "trace_id", ID) + " correlation_id " + word(json, "correlation_id", ID);
    }

    private static String word(JsonNode json, String name, String form) {
        JsonNode value = json.path(name);
        return value.isTextual() && value.asText().matches(form) ? value.asText() : "";
    }
}
