package io.driverelay.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Which function a request is for. Where several would do it is the first by function name, as on the platform, and not the most specific
 * (github.com/Azure/azure-functions-host/issues/3153).
 */
final class Routes {
    private final String prefix;
    private final List<Route> routes;

    private record Route(AppFunction function, JsonNode binding, RouteTemplate template) {
        boolean takes(String method) {
            JsonNode methods = binding.path("methods");
            return methods.isEmpty()
                    || StreamSupport.stream(methods.spliterator(), false)
                            .anyMatch(taken -> taken.asText().equalsIgnoreCase(method));
        }
    }

    /** @param parameters of the route, by name */
    record Match(AppFunction function, boolean needsKey, Map<String, String> parameters) {}

    Routes(AppPackage app) {
        String configured = app.extensionText("http", "routePrefix", "api");
        this.prefix = configured.isEmpty() ? "" : "/" + configured.toLowerCase(Locale.ROOT);
        this.routes = app.functions().stream()
                .sorted(Comparator.comparing(AppFunction::name, String.CASE_INSENSITIVE_ORDER))
                .flatMap(function -> function.binding("httpTrigger").map(binding -> route(function, binding)).stream())
                .toList();
    }

    private static Route route(AppFunction function, JsonNode binding) {
        String route = binding.path("route").asText();
        return new Route(function, binding, new RouteTemplate(route.isEmpty() ? function.name() : route));
    }

    Optional<Match> match(String method, RequestPath path) {
        String whole = path.decoded();
        if (!whole.toLowerCase(Locale.ROOT).startsWith(prefix)) {
            return Optional.empty();
        }
        String below = whole.substring(prefix.length());
        return routes.stream()
                .filter(route -> route.takes(method))
                .flatMap(route -> route.template().match(below).map(found -> matched(route, found)).stream())
                .findFirst();
    }

    private static Match matched(Route route, Map<String, String> parameters) {
        String level = route.binding().path("authLevel").asText("function");
        return new Match(route.function(), !level.equalsIgnoreCase("anonymous"), parameters);
    }
}
