package io.driverelay.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The codes of an error, from the outermost to the innermost. Graph nests them, in both spellings of the nesting.
 *
 * @see <a href="https://learn.microsoft.com/graph/errors">Graph's errors</a>
 */
record ErrorCodes(List<String> all) {
    static final Set<String> NAME = Set.of(
            "pathIsTooLong",
            "pathTooDeep",
            "pathTooLong",
            "nameTooLong",
            "invalidPath",
            "invalidName",
            "invalidFileName",
            "invalidResourceName",
            "nameContainsInvalidCharacters",
            "nameIsInvalid",
            "parameterIsTooLong",
            "maxFileSizeExceeded");
    static final Set<String> CONTENT = Set.of("malwareDetected", "virusSuspicious");
    static final Set<String> PROVISIONING =
            Set.of("resourceBeingProvisioned", "provisioningNotAllowed", "notProvisioned");
    static final Set<String> SESSION_GONE = Set.of("uploadSessionNotFound", "uploadSessionFailed");
    static final Set<String> ELSEWHERE =
            Set.of("fragmentOverlap", "fragmentOutOfOrder", "invalidRange", "uploadSessionIncomplete");

    private static final Set<String> DETAILS = Set.of(
            "nameAlreadyExists",
            "quotaLimitReached",
            "insufficientStorage",
            "serviceReadOnly",
            "fragmentLengthMismatch",
            "maxFragmentLengthExceeded",
            "activityLimitReached",
            "throttledRequest",
            "accessDenied",
            "itemNotFound",
            "resourceModified");
    private static final Set<String> GENERAL = Set.of(
            "generalException",
            "invalidRequest",
            "notAllowed",
            "notSupported",
            "resyncRequired",
            "serviceNotAvailable",
            "syncStateNotFound",
            "unauthenticated",
            "unauthorized");
    private static final List<Set<String>> DETAILED =
            List.of(DETAILS, NAME, CONTENT, PROVISIONING, SESSION_GONE, ELSEWHERE);

    static ErrorCodes of(JsonNode body) {
        List<String> all = new ArrayList<>();
        JsonNode level = body.path("error");
        while (level.isObject()) {
            JsonNode code = level.path("code");
            if (code.isTextual()) {
                all.add(code.asText());
            }
            level = level.has("innerError") ? level.path("innerError") : level.path("innererror");
        }
        return new ErrorCodes(List.copyOf(all));
    }

    boolean holds(String code) {
        return all.contains(code);
    }

    boolean holdsAny(Set<String> codes) {
        return all.stream().anyMatch(codes::contains);
    }

    /** The innermost that says most; empty where none is known: a server's own text is not passed on. */
    String told() {
        String told = "";
        for (String code : all) {
            boolean detailed = DETAILED.stream().anyMatch(known -> known.contains(code));
            if (detailed || (told.isEmpty() && GENERAL.contains(code))) {
                told = code;
            }
        }
        return told;
    }
}
