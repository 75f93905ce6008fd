package io.driverelay.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.ExecutionContext;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.driverelay.telemetry.Dimension;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing is in the log but declared events, and nothing is declared in vain. */
class EventsTest {
    private static final String TELEMETRY = "io.driverelay.telemetry";
    private static final String OUT_OF_MEMORY = "io.driverelay.function.OutOfMemory";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPath(Path.of("target", "classes"));

    @Test
    void nothingButTheEventLogWritesToTheLog() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(EventLog.class.getName())
                .and()
                .doNotHaveFullyQualifiedName("io.driverelay.function.InvocationLog")
                // the JVM ends: the line goes the shortest way
                .and()
                .doNotHaveFullyQualifiedName(OUT_OF_MEMORY)
                .should()
                .callMethod(System.class, "getLogger", String.class)
                .orShould()
                .callMethod(ExecutionContext.class, "getLogger")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(MAIN);
    }

    /** There is no invocation yet, or no more. */
    @Test
    void consoleIsWrittenToBeforeAndAfterAllInvocationsAlone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.driverelay.wiring.FunctionFactory")
                .and()
                .doNotHaveFullyQualifiedName(OUT_OF_MEMORY)
                .should()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(MAIN);
    }

    @Test
    void everyDeclaredEventIsWrittenSomewhere() {
        assertThat(usedConstants(Event.class)).isEqualTo(names(Stream.of(Event.values())));
    }

    @Test
    void everyDeclaredDimensionBelongsToAnEvent_andIsFilledSomewhere() {
        Set<Dimension> declared = Stream.of(Event.values())
                .flatMap(event -> event.dimensions().stream())
                .collect(Collectors.toSet());
        Set<String> filled = new TreeSet<>(Set.of("EXCEPTION", "STACK"));
        Stream.of(Dimension.Text.class, Dimension.Amount.class, Dimension.Flag.class, Dimension.Time.class)
                .forEach(type -> filled.addAll(usedConstants(type)));

        assertThat(declared).containsExactlyInAnyOrderElementsOf(Dimension.all().toList());
        assertThat(filled).isEqualTo(names(Dimension.all()));
    }

    private static Set<String> names(Stream<?> constants) {
        return constants
                .map(constant -> constant instanceof Dimension dimension ? dimension.name() : ((Event) constant).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the code outside of the declaration names. */
    private static Set<String> usedConstants(Class<?> type) {
        return MAIN.stream()
                .filter(user -> !user.getPackageName().equals(TELEMETRY))
                .flatMap(user -> user.getFieldAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(type))
                .map(JavaFieldAccess::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
