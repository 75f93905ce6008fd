package io.driverelay.local.host;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A route with {@code {parameters}} and perhaps a {@code {*rest}}; matched in any case, with or without a slash at the end. */
final class RouteTemplate {
    private final Pattern pattern;
    private final List<String> names = new ArrayList<>();
    private final int literals;

    RouteTemplate(String route) {
        var regex = new StringBuilder();
        int plain = 0;
        for (String place : route.split("/", -1)) {
            if (place.startsWith("{*")) {
                names.add(place.substring(2, place.length() - 1));
                regex.append("(?:/(.*))?");
            } else if (place.startsWith("{")) {
                names.add(place.substring(1, place.length() - 1));
                regex.append("/([^/]+)");
            } else {
                plain++;
                regex.append('/').append(Pattern.quote(place));
            }
        }
        this.literals = plain;
        this.pattern = Pattern.compile(regex + "/?", Pattern.CASE_INSENSITIVE);
    }

    /** How specific it is: of two that match, the one with more plain places wins. */
    int literals() {
        return literals;
    }

    /** The parameters, decoded, of a path below the prefix; empty when it does not match. */
    Optional<Map<String, String>> match(String rawPath) {
        Matcher matcher = pattern.matcher(rawPath);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String value = matcher.group(i + 1);
            if (value != null && !value.isEmpty()) {
                parameters.put(names.get(i), decoded(value));
            }
        }
        return Optional.of(parameters);
    }

    /** A plus stays a plus, and an encoded slash stays encoded. */
    private static String decoded(String raw) {
        String kept = raw.replace("+", "%2B").replaceAll("%(2[fF])", "%25$1");
        return URLDecoder.decode(kept, StandardCharsets.UTF_8);
    }
}
