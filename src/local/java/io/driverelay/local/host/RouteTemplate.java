package io.driverelay.local.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A route with {@code {parameters}}, of which the last may be optional ({@code {name?}}), the rest of the path ({@code {*rest}}), or that with a
 * default for an empty one ({@code {*rest=none}}); matched in any case, with or without a slash at the end.
 */
final class RouteTemplate {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\*{0,2})([^:?=}]+)(:[^?=}]+)?(=[^}]*)?(\\?)?}");
    private static final Map<String, String> CONSTRAINTS = Map.of(
            ":int", "-?[0-9]{1,10}",
            ":long", "-?[0-9]{1,19}",
            ":bool", "true|false",
            ":guid", "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",
            ":alpha", "[a-z]*");

    private final Pattern pattern;
    private final List<String> names = new ArrayList<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();

    /** @throws IllegalStateException for what this host does not know */
    RouteTemplate(String route) {
        var regex = new StringBuilder();
        for (String place : route.replaceFirst("^/", "").split("/", -1)) {
            regex.append(place(place, route));
        }
        this.pattern = Pattern.compile(regex + "/?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** The parameters of a decoded path below the prefix; empty when it does not match. */
    Optional<Map<String, String>> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>(defaults);
        for (int i = 0; i < names.size(); i++) {
            String value = matcher.group(i + 1);
            if (value != null && !value.isEmpty()) {
                parameters.put(names.get(i), value);
            }
        }
        return Optional.of(parameters);
    }

    private String place(String place, String route) {
        Matcher parameter = PARAMETER.matcher(place);
        var regex = new StringBuilder("/");
        int plain = 0;
        while (parameter.find()) {
            regex.append(Pattern.quote(place.substring(plain, parameter.start())));
            plain = parameter.end();
            names.add(parameter.group(2));
            if (parameter.group(4) != null) {
                defaults.put(parameter.group(2), parameter.group(4).substring(1));
            }
            if (!parameter.group(1).isEmpty()) {
                return "(?:/(.*))?";
            }
            requireNoDefault(parameter.group(4), route);
            regex.append('(').append(values(parameter.group(3), route)).append(')');
            if (parameter.group(5) != null) {
                return "(?:" + regex + ")?";
            }
        }
        String rest = place.substring(plain);
        if (rest.contains("{")) {
            throw new IllegalStateException("the route " + route + " has a form that this host does not know");
        }
        return regex.append(Pattern.quote(rest)).toString();
    }

    private static void requireNoDefault(String defaultOrNull, String route) {
        if (defaultOrNull != null) {
            throw new IllegalStateException("the route " + route
                    + " has a default for a part of the path, which this host knows for the rest of it alone");
        }
    }

    private static String values(String constraint, String route) {
        if (constraint == null) {
            return "[^/]+";
        }
        String values = CONSTRAINTS.get(constraint);
        if (values == null) {
            throw new IllegalStateException(
                    "the route " + route + " has the constraint " + constraint + ", which this host does not know");
        }
        return values;
    }
}
