package io.driverelay.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import io.driverelay.function.BackupDoors;
import io.driverelay.function.ConnectionDoors;
import io.driverelay.function.ContractDoor;
import io.driverelay.function.DiagnosticsDoor;
import io.driverelay.function.FileDoor;
import io.driverelay.function.HealthDoor;
import io.driverelay.function.KeyDoors;
import io.driverelay.function.RelayDoors;
import io.driverelay.function.SignInDoors;
import io.driverelay.function.StatusDoors;
import io.driverelay.function.UploadDoors;
import io.driverelay.function.WatchDoors;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** N20. */
class FunctionFactoryTest {
    private static final String ID = "01KB0000000000000000000000";
    private static final Map<String, String> WRONG = Map.of(
            "CONTENT_STORAGE", "very-secret-nonsense",
            "KEY_VAULT_URL", "https://v.vault.azure.net",
            "ONEDRIVE_CLIENT_ID", "id",
            "PUBLIC_URL", "https://relay.example",
            "RELAY_TURN", "eight minutes");

    private final StringBuilder answer = new StringBuilder();

    @Test
    void wrongSettingIsNamedInTheFirstLine_withoutItsValue() {
        PrintStream before = System.err;
        var lines = new ByteArrayOutputStream();
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
        try {
            assertThat(new FunctionFactory(WRONG)).isNotNull();
        } finally {
            System.setErr(before);
        }

        assertThat(lines.toString(StandardCharsets.UTF_8))
                .startsWith("{\"event\":\"not-configured\"")
                .contains("RELAY_TURN", "CONTENT_STORAGE")
                .doesNotContain("very-secret", "eight minutes");
    }

    @Test
    void everyDoorNamesTheSetting_andHealthAndContractStayUp() {
        var factory = new FunctionFactory(WRONG);
        var request = this.<String>request();
        factory.getInstance(ConnectionDoors.class).list(request, context());
        assertNamed();
        factory.getInstance(KeyDoors.class).list(request, ID, context());
        assertNamed();
        factory.getInstance(StatusDoors.class).all(request, context());
        assertNamed();
        factory.getInstance(DiagnosticsDoor.class).diagnostics(request, ID, context());
        assertNamed();
        factory.getInstance(UploadDoors.class).open(request, ID, context());
        assertNamed();
        factory.getInstance(WatchDoors.class).get(request, ID, ID, context());
        assertNamed();
        factory.getInstance(FileDoor.class).receive(request(), ID, "a.txt", context());
        assertNamed();
        factory.getInstance(BackupDoors.class).list(request, ID, context());
        assertNamed();
        when(request.getQueryParameters()).thenReturn(Map.of("t", "link"));
        factory.getInstance(SignInDoors.class).start(request, context());
        assertThat(answer.toString()).contains("not set up yet");
        answer.setLength(0);
        factory.getInstance(HealthDoor.class).health(request, context());
        assertThat(answer.toString()).contains("up");
        answer.setLength(0);
        factory.getInstance(ContractDoor.class).contract(request, context());
        assertThat(answer.toString()).startsWith("200{\"openapi\":\"3.1.0\"");
    }

    @Test
    void whatNobodyWaitsForFailsWithTheSettingsName() {
        var factory = new FunctionFactory(WRONG);

        assertThatThrownBy(() -> factory.getInstance(RelayDoors.class))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("RELAY_TURN");
    }

    private void assertNamed() {
        assertThat(answer.toString())
                .contains("500", "not-configured", "RELAY_TURN", "CONTENT_STORAGE")
                .doesNotContain("very-secret", "eight minutes");
        answer.setLength(0);
    }

    private static ExecutionContext context() {
        Logger silent = Logger.getAnonymousLogger();
        silent.setUseParentHandlers(false);
        ExecutionContext context = mock(ExecutionContext.class);
        when(context.getLogger()).thenReturn(silent);
        return context;
    }

    @SuppressWarnings("unchecked")
    private <T> HttpRequestMessage<Optional<T>> request() {
        HttpRequestMessage<Optional<T>> request = mock(HttpRequestMessage.class);
        HttpResponseMessage.Builder reply = mock(HttpResponseMessage.Builder.class);
        when(request.getHeaders()).thenReturn(Map.of("x-home-key", "key", "content-length", "0"));
        when(request.getQueryParameters()).thenReturn(Map.of());
        when(request.getUri()).thenReturn(URI.create("http://127.0.0.1/api/uploads"));
        when(request.getBody()).thenReturn(Optional.empty());
        when(request.createResponseBuilder(any(HttpStatusType.class))).thenAnswer(call -> {
            answer.append(call.getArgument(0, HttpStatusType.class).value());
            return reply;
        });
        when(reply.header(anyString(), anyString())).thenReturn(reply);
        when(reply.body(any())).thenAnswer(call -> {
            answer.append(call.getArgument(0, Object.class));
            return reply;
        });
        HttpResponseMessage built = mock(HttpResponseMessage.class);
        when(built.getStatusCode()).thenReturn(500);
        when(reply.build()).thenReturn(built);
        return request;
    }
}
