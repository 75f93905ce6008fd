package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the functions do in storage and vault (docs/operations.md, seen on the wire) beside what the app's roles allow. */
class OperationsAllowedTest {
    /** The host's, besides what a short run shows: a long message is renewed, a failed one released, a hopeless one moved. */
    private static final List<String> TRIGGERS = List.of(
            "Update Message (relay-uploads)",
            "Put Message (relay-uploads-poison)",
            "Delete Message (relay-uploads-poison)",
            "Update Message (drive-shares)",
            "Put Message (drive-shares-poison)",
            "Delete Message (drive-shares-poison)",
            "Update Message (home-pushes)",
            "Put Message (home-pushes-poison)",
            "Delete Message (home-pushes-poison)");

    /** Beside each call of the sign-in service; locally one vault holds it too. */
    private static final String CLIENT_SECRET = "Get Secret (onedrive-client-secret)";

    private static Set<String> operations() throws IOException {
        Set<String> operations = new TreeSet<>(TRIGGERS);
        operations.add(CLIENT_SECRET);
        Files.readAllLines(Path.of("docs", "operations.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| function"))
                .map(line -> line.split("\\|", -1)[2].strip())
                .filter(cell -> !cell.equals("none"))
                .forEach(cell -> operations.addAll(Arrays.asList(cell.split(", "))));
        return operations;
    }

    private static String scope(String operation) {
        if (operation.equals(CLIENT_SECRET)) {
            return "client secret's vault";
        }
        if (operation.contains("Secret")) {
            return "vault";
        }
        return operation.matches(".*\\((relay-uploads|drive-shares|home-pushes).*")
                ? "queue " + operation.replaceAll(".*\\((.*)\\)", "$1")
                : "content account";
    }

    @Test
    void everyOperationIsAllowed_byARoleOnWhatItTouches() throws IOException {
        for (Deployment deployment : Deployment.golden()) {
            for (String operation : operations()) {
                Set<String> allowed = new HashSet<>();
                RolesTest.grants(deployment).stream()
                        .filter(grant -> grant.who().equals("app") && grant.on().equals(scope(operation)))
                        .forEach(grant -> allowed.addAll(RoleActions.allowedBy(grant.role())));
                assertThat(allowed)
                        .as("%s: %s", deployment.name(), operation)
                        .containsAll(RoleActions.neededBy(operation.replaceAll(" \\(.*", "")));
            }
        }
    }

    @Test
    void everyRoleIsNeeded_byAnOperationOnWhatItIsGrantedFor() throws IOException {
        for (Deployment deployment : Deployment.golden()) {
            for (RolesTest.Grant grant : RolesTest.grants(deployment)) {
                Set<String> allowed = RoleActions.allowedBy(grant.role());
                if (!grant.who().equals("app") || allowed.isEmpty()) {
                    continue;
                }
                assertThat(operations())
                        .as("%s: %s", deployment.name(), grant)
                        .anyMatch(operation -> scope(operation).equals(grant.on())
                                && RoleActions.neededBy(operation.replaceAll(" \\(.*", "")).stream()
                                        .anyMatch(allowed::contains));
            }
        }
    }
}
