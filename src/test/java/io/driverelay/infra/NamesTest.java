package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Queues, containers, functions, routes and the secret are called in Azure what the code calls them. */
class NamesTest {
    private static final String CONTENT = "stcontent";
    private static final String CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers";
    private static final String QUEUES = "Microsoft.Storage/storageAccounts/queueServices/queues";

    @Test
    void queuesAreThoseThatDoorsAreOpenedByAndTicketsSentTo() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(lastNames(deployment, QUEUES, CONTENT))
                    .isEqualTo(withPoison(Functions.queues()))
                    .contains((String) Code.constant("azure.StorageTickets", "QUEUE"))
                    .contains((String) Code.constant("azure.StorageShares", "QUEUE"));
        }
    }

    /** The host puts there what a door could not serve, whether or not another door is opened by it. */
    private static Set<String> withPoison(Set<String> queues) {
        Set<String> all = new TreeSet<>(queues);
        queues.stream().filter(queue -> !queue.endsWith("-poison")).forEach(queue -> all.add(queue + "-poison"));
        return all;
    }

    @Test
    void containersAreThoseThatTheAdaptersOpen() throws ReflectiveOperationException {
        Set<String> opened = new TreeSet<>();
        for (Class<?> adapter : Code.classes("azure")) {
            opened.addAll(containersOf(adapter));
        }

        assertThat(opened).hasSizeGreaterThan(3);
        for (Deployment deployment : Deployment.golden()) {
            assertThat(lastNames(deployment, CONTAINERS, CONTENT)).isEqualTo(opened);
        }
    }

    @Test
    void theClientSecretIsPutWhereTheAppLooksForIt() throws IOException {
        Object secret = Code.constant("wiring.ClientSecret", "NAME");

        assertThat(Files.readString(Path.of("infra", "register-app.sh"))).contains("--name " + secret + " ");
        assertThat(Files.readString(Path.of("README.md"))).contains("name `" + secret + "`");
    }

    @Test
    void settingsNameTheAccountsThatAreDeployed() {
        for (Deployment deployment : Deployment.golden()) {
            Map<String, String> settings = deployment.settings();
            String content = deployment.contentAccount().path("name").asText();

            assertThat(settings.get("AzureWebJobsStorage__accountName"))
                    .isEqualTo(deployment.hostAccount().path("name").asText());
            for (String service : List.of("blob", "queue")) {
                assertThat(settings.get("CONTENT_STORAGE__" + service + "ServiceUri"))
                        .isEqualTo("[format('https://{0}.%s.{1}', '%s', environment().suffixes.storage)]"
                                .formatted(service, content));
            }
        }
    }

    @Test
    void thePackageIsPutIntoAContainerThatIsThere() {
        for (Deployment deployment : Deployment.golden()) {
            JsonNode storage = deployment.app().at("/properties/functionAppConfig/deployment/storage");

            assertThat(lastNames(deployment, CONTAINERS, "sthost"))
                    .hasSize(1)
                    .allMatch(container ->
                            storage.path("value").asText().endsWith(".primaryEndpoints.blob, '" + container + "')]"));
        }
    }

    @Test
    void theRedirectUriIsARoute() throws IOException {
        JsonNode host = new ObjectMapper().readTree(Files.readString(Path.of("host.json")));
        String prefix = "/" + host.at("/extensions/http/routePrefix").asText() + "/";

        for (Deployment deployment : Deployment.golden()) {
            String redirect = deployment.snapshot().at("/outputs/REDIRECT_URI").asText();
            assertThat(Functions.routes())
                    .anyMatch(route -> redirect.replaceAll("'.*", "").endsWith(prefix + route)
                            || redirect.contains(prefix + route + "'"));
        }
        String readme = Files.readString(Path.of("README.md"));
        assertThat(Functions.routes())
                .anyMatch(route -> readme.contains("<app>.azurewebsites.net" + prefix + route + "`"));
    }

    @Test
    void whatIsAlwaysReadyIsAFunctionOfOurs() {
        for (Deployment deployment : Deployment.golden()) {
            for (JsonNode ready :
                    deployment.app().at("/properties/functionAppConfig/scaleAndConcurrency/alwaysReady")) {
                String name = ready.path("name").asText();
                assertThat(name.equals("http") || Functions.names().contains(name.replace("function:", "")))
                        .as(name)
                        .isTrue();
            }
        }
    }

    private static Set<String> lastNames(Deployment deployment, String type, String account) {
        return deployment.all(type).stream()
                .map(resource -> resource.path("name").asText())
                .filter(name -> name.startsWith(account))
                .map(name -> name.replaceAll(".*/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A constant, or what its records are kept in; clients are only asked when something is read. */
    private static Set<String> containersOf(Class<?> adapter) throws ReflectiveOperationException {
        Set<String> names = new TreeSet<>();
        Object instance = null;
        for (Field field : adapter.getDeclaredFields()) {
            field.setAccessible(true);
            if (field.getName().equals("CONTAINER")) {
                names.add((String) field.get(null));
            } else if (field.getType().getSimpleName().equals("JsonBlobs")) {
                instance = instance == null ? unconnected(adapter) : instance;
                Object records = field.get(instance);
                Field container = records.getClass().getDeclaredField("container");
                container.setAccessible(true);
                names.add((String) container.get(records));
            }
        }
        return names;
    }

    private static Object unconnected(Class<?> adapter) throws ReflectiveOperationException {
        Constructor<?> constructor = adapter.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(new Object[constructor.getParameterCount()]);
    }
}
