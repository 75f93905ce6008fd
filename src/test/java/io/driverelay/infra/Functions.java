package io.driverelay.infra;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the doors' annotations say: names, queues, routes, and the settings that their bindings want. */
public final class Functions {
    private Functions() {}

    static Set<String> names() {
        return all().map(method -> method.getAnnotation(FunctionName.class).value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that anybody's request may start. */
    static Set<String> ofHttp() {
        return all().filter(method -> Arrays.stream(method.getParameters())
                        .anyMatch(parameter -> parameter.isAnnotationPresent(HttpTrigger.class)))
                .map(method -> method.getAnnotation(FunctionName.class).value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> queues() {
        return triggers(QueueTrigger.class, QueueTrigger::queueName);
    }

    static Set<String> routes() {
        return triggers(HttpTrigger.class, HttpTrigger::route);
    }

    /** The connection {@code X} is given by settings {@code X__…}. */
    public static Set<String> connections() {
        return triggers(QueueTrigger.class, QueueTrigger::connection);
    }

    /** Settings that a binding names between percent signs. */
    public static Set<String> namedSettings() {
        return triggers(TimerTrigger.class, TimerTrigger::schedule).stream()
                .map(schedule -> schedule.replace("%", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <A extends Annotation> Set<String> triggers(Class<A> type, Function<A, String> value) {
        return all().flatMap(method -> Arrays.stream(method.getParameters()))
                .filter(parameter -> parameter.isAnnotationPresent(type))
                .map((Parameter parameter) -> value.apply(parameter.getAnnotation(type)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Method> all() {
        return Code.classes("function").stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(FunctionName.class));
    }
}
