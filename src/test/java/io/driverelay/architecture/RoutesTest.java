package io.driverelay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of two functions that match a request the platform calls the first by name: no two of ours may. */
class RoutesTest {
    private record Door(String name, List<HttpMethod> methods, List<String> places) {
        static Stream<Door> of(Method function) {
            return Arrays.stream(function.getParameters())
                    .filter(parameter -> parameter.isAnnotationPresent(HttpTrigger.class))
                    .map(parameter -> parameter.getAnnotation(HttpTrigger.class))
                    .map(trigger -> new Door(
                            function.getAnnotation(FunctionName.class).value(),
                            List.of(trigger.methods()),
                            places(trigger.route())));
        }

        boolean overlaps(Door other) {
            // without methods it takes them all
            boolean any = methods.isEmpty() || other.methods.isEmpty();
            if (!any && methods.stream().noneMatch(other.methods::contains)) {
                return false;
            }
            for (int i = 0; ; i++) {
                boolean ended = i == places.size();
                boolean otherEnded = i == other.places.size();
                if (isRest(i) || other.isRest(i)) {
                    return true;
                }
                if (ended || otherEnded) {
                    return ended && otherEnded;
                }
                if (!canBeEqual(places.get(i), other.places.get(i))) {
                    return false;
                }
            }
        }

        static List<String> places(String route) {
            return List.of(route.split("/", -1));
        }

        private boolean isRest(int place) {
            return place < places.size() && places.get(place).startsWith("{*");
        }

        private static boolean canBeEqual(String one, String other) {
            return one.startsWith("{") || other.startsWith("{") || one.equalsIgnoreCase(other);
        }
    }

    private static List<Door> doors() {
        return new ClassFileImporter()
                .importPackages("io.driverelay.function").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(FunctionName.class))
                        .map(JavaMethod::reflect)
                        .flatMap(Door::of)
                        .toList();
    }

    @Test
    void noRequestIsForTwoFunctions() {
        List<Door> doors = doors();
        assertThat(doors).hasSizeGreaterThan(15);
        assertThat(doors.stream().flatMap(door -> door.places().stream()))
                .as("forms that this test knows")
                .allMatch(place -> place.matches("[a-z.-]+|\\{[A-Za-z]+}|\\{\\*[A-Za-z]+(=[^/}]+)?}"));
        List<String> overlapping = new ArrayList<>();
        for (int i = 0; i < doors.size(); i++) {
            for (Door other : doors.subList(i + 1, doors.size())) {
                if (doors.get(i).overlaps(other)) {
                    overlapping.add(doors.get(i).name() + " and " + other.name());
                }
            }
        }
        assertThat(overlapping).isEmpty();
    }

    @Test
    void whatOverlapsIsFound() {
        var one = new Door("one", List.of(HttpMethod.GET), Door.places("uploads/{id}"));
        assertThat(one.overlaps(new Door("other", List.of(HttpMethod.GET), Door.places("uploads/recent"))))
                .isTrue();
        assertThat(one.overlaps(new Door("other", List.of(HttpMethod.GET), Door.places("{*rest}"))))
                .isTrue();
        assertThat(one.overlaps(new Door("other", List.of(HttpMethod.PUT), Door.places("uploads/recent"))))
                .isFalse();
        assertThat(one.overlaps(new Door("other", List.of(HttpMethod.GET), Door.places("uploads"))))
                .isFalse();
    }
}
