package io.driverelay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.driverelay.architecture.GuardTable.Guard;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** L10. */
class GuardsTest {
    @Test
    void everyRouteHasItsRow_andEveryRowItsRoute() {
        assertThat(triggers().flatMap(GuardsTest::routes))
                .containsExactlyInAnyOrderElementsOf(GuardTable.ROWS.stream()
                        .map(row -> row.method() + " " + row.route())
                        .toList());
    }

    @Test
    void platformChecksTheFunctionKeyWhereTheTableSaysSo_andNowhereElse() {
        List<String> operators = GuardTable.ROWS.stream()
                .filter(row -> row.guard() == Guard.OPERATOR)
                .map(row -> row.method() + " " + row.route())
                .toList();
        assertThat(triggers()
                        .filter(trigger -> trigger.authLevel() == AuthorizationLevel.FUNCTION)
                        .flatMap(GuardsTest::routes))
                .containsExactlyInAnyOrderElementsOf(operators);
        assertThat(triggers().map(HttpTrigger::authLevel).distinct())
                .containsExactlyInAnyOrder(AuthorizationLevel.FUNCTION, AuthorizationLevel.ANONYMOUS);
    }

    private static Stream<String> routes(HttpTrigger trigger) {
        return Arrays.stream(trigger.methods()).map(method -> method.name() + " " + trigger.route());
    }

    private static Stream<HttpTrigger> triggers() {
        return new ClassFileImporter()
                .importPackages("io.driverelay.function").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .map(JavaMethod::reflect)
                        .flatMap(method -> Arrays.stream(method.getParameters()))
                        .filter(parameter -> parameter.isAnnotationPresent(HttpTrigger.class))
                        .map(parameter -> parameter.getAnnotation(HttpTrigger.class));
    }
}
