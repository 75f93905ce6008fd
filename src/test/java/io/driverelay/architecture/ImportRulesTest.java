package io.driverelay.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom: docs/design.md has the table, this holds it. */
class ImportRulesTest {
    private static final String BASE = "io.driverelay.";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPath(Path.of("target", "classes"));
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("store", Set.of()),
            Map.entry("refusal", Set.of()),
            Map.entry("transport", Set.of()),
            Map.entry("drive", Set.of()),
            Map.entry("telemetry", Set.of()),
            Map.entry("connection", Set.of("telemetry", "drive", "store", "refusal")),
            Map.entry("upload", Set.of("telemetry", "connection", "drive", "store", "refusal")),
            Map.entry("push", Set.of("telemetry", "connection", "upload", "drive", "status", "store")),
            Map.entry("homeassistant", Set.of("connection", "upload", "drive", "push", "transport")),
            Map.entry("intake", Set.of("telemetry", "connection", "upload", "drive", "status", "store", "refusal")),
            Map.entry("relay", Set.of("telemetry", "connection", "upload", "drive", "store", "refusal")),
            Map.entry("backup", Set.of("telemetry", "connection", "upload", "drive", "store", "refusal")),
            Map.entry("status", Set.of("telemetry", "connection", "upload", "drive", "store")),
            Map.entry(
                    "upkeep",
                    Set.of(
                            "backup",
                            "connection",
                            "upload",
                            "drive",
                            "intake",
                            "relay",
                            "status",
                            "store",
                            "refusal",
                            "telemetry")),
            Map.entry(
                    "azure",
                    Set.of(
                            "backup",
                            "connection",
                            "upload",
                            "drive",
                            "push",
                            "status",
                            "upkeep",
                            "store",
                            "telemetry",
                            "transport")),
            Map.entry("graph", Set.of("connection", "drive", "telemetry", "transport")),
            Map.entry(
                    "function",
                    Set.of(
                            "backup",
                            "connection",
                            "upload",
                            "drive",
                            "intake",
                            "relay",
                            "push",
                            "status",
                            "upkeep",
                            "store",
                            "refusal",
                            "telemetry")),
            Map.entry(
                    "wiring",
                    Set.of(
                            "backup",
                            "connection",
                            "upload",
                            "drive",
                            "intake",
                            "relay",
                            "push",
                            "status",
                            "upkeep",
                            "store",
                            "refusal",
                            "homeassistant",
                            "azure",
                            "graph",
                            "function",
                            "telemetry",
                            "transport")));

    static Set<String> packages() {
        return new TreeSet<>(MAY_IMPORT.keySet());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageImportsOnlyWhatTheTableAllows(String from) {
        Set<String> taken = new TreeSet<>();
        for (JavaClass type : MAIN.that(com.tngtech.archunit.base.DescribedPredicate.describe(
                from, candidate -> candidate.getPackageName().equals(BASE + from)))) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getPackageName())
                    .filter(name -> name.startsWith(BASE))
                    .map(name -> name.substring(BASE.length()))
                    .filter(name -> !name.equals(from))
                    .forEach(taken::add);
        }
        taken.removeAll(MAY_IMPORT.get(from));
        assertThat(taken).isEmpty();
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> names = new TreeSet<>();
        MAIN.forEach(type -> names.add(type.getPackageName().substring(BASE.length())));
        assertThat(names).isEqualTo(packages());
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void vendorsAreKnownInTheirOwnPackagesAlone() {
        outside("azure")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.azure..")
                .check(MAIN);
        outside("graph")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.nimbusds..")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + "function", BASE + "wiring")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.microsoft.azure.functions..")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + "azure", BASE + "graph", BASE + "function", BASE + "homeassistant")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(MAIN);
    }

    /** Its limit of an answer ends with the head: a body that stops would hold a turn for ever. */
    @Test
    void jdksHttpClientIsKnownNowhere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.HttpURLConnection")
                .check(MAIN);
    }

    @Test
    void stagesTakeTimeAndSettingsFromOutside() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(MAIN);
        outside("transport").should().callMethod(java.time.Instant.class, "now").check(MAIN);
        outside("wiring").should().callMethod(System.class, "getenv").check(MAIN);
    }

    private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction outside(String name) {
        return noClasses().that().resideOutsideOfPackage(BASE + name);
    }
}
