package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import io.driverelay.connection.HomeKeys;
import io.driverelay.drive.DriveFault;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.ArgumentCaptor;

class DoorTest {
    private static final String ID = "01KB0000000000000000000000";

    private final HttpRequestMessage<?> request = mock();
    private final HttpResponseMessage.Builder reply = mock();
    private final HttpResponseMessage built = mock();
    private final ExecutionContext context = mock();
    private final List<String> logged = new ArrayList<>();

    @BeforeEach
    void platform() {
        when(request.createResponseBuilder(any(HttpStatusType.class))).thenReturn(reply);
        when(reply.header(anyString(), anyString())).thenReturn(reply);
        when(reply.body(any())).thenReturn(reply);
        when(reply.build()).thenReturn(built);
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        when(context.getLogger()).thenReturn(logger);
    }

    private JsonNode problemOf(RuntimeException error) throws Exception {
        Door.open(request, context, () -> {
            throw error;
        });
        ArgumentCaptor<Object> body = ArgumentCaptor.forClass(Object.class);
        verify(reply).body(body.capture());
        return JsonText.MAPPER.readTree(body.getValue().toString());
    }

    @Test
    void limitIsToldWithTheHomeThatMetIt() {
        HomeKeys keys = mock();
        when(keys.check(any(), any())).thenReturn(mock());

        Door.home(request, context, keys, ID, caller -> {
            throw new Refused(RefusalCode.TOO_MANY_REQUESTS, "Wait.");
        });

        assertThat(logged)
                .singleElement()
                .asString()
                .contains("limit-met", "\"connectionId\":\"" + ID + "\"", "too-many");
    }

    /** An operator's door takes whatever the path says, and a home's before its key was looked at. */
    @ParameterizedTest
    @EnumSource(
            value = RefusalCode.class,
            names = {"BODY_TOO_LARGE", "TOO_LARGE_FOR_DIRECT", "TOO_MANY_REQUESTS", "DRIVE_FULL"})
    void limitIsToldWithoutAnIdThatIsNone(RefusalCode limit) {
        HomeKeys keys = mock();
        when(keys.check(any(), any())).thenThrow(new Refused(limit, "Less."));

        for (String id : List.of("anybody's words", "", ID + "0", ID.toLowerCase(Locale.ROOT))) {
            Door.open(request, context, id, () -> {
                throw new Refused(limit, "Less.");
            });
            Door.home(request, context, keys, id, caller -> null);
        }

        assertThat(logged)
                .hasSize(8)
                .allMatch(line -> line.startsWith("{\"event\":\"limit-met\"") && !line.contains("connectionId"));
    }

    @Test
    void refusalBecomesAProblem_withItsFacts() throws Exception {
        JsonNode problem = problemOf(new Refused(RefusalCode.DRIVE_FULL, "Make room.").with("neededBytes", 5L));

        assertThat(problem.path("status").asInt()).isEqualTo(507);
        assertThat(problem.path("code").asText()).isEqualTo("drive-full");
        assertThat(problem.path("type").asText()).endsWith("/drive-full");
        assertThat(problem.path("neededBytes").asLong()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void everyRefusalHasItsStatus(RefusalCode code) throws Exception {
        assertThat(problemOf(new Refused(code, "why")).path("status").asInt()).isBetween(400, 507);
    }

    /** Fault 28. */
    @Test
    void failingStorageAsksToTryAgain() throws Exception {
        JsonNode problem = problemOf(new StorageUnavailable("records", null));

        assertThat(problem.path("code").asText()).isEqualTo("storage-unavailable");
        verify(reply).header("Retry-After", "10");
    }

    @Test
    void lostRaceAndUnreachableDriveAskToTryAgain() throws Exception {
        assertThat(problemOf(new ChangedMeanwhile("record")).path("status").asInt())
                .isEqualTo(503);
    }

    /** The drive's own answer is no failing of the app: it is told with its home and fault, apart from what is. */
    @ParameterizedTest
    @EnumSource(
            value = DriveFault.Kind.class,
            names = {"UNREACHABLE", "THROTTLED", "SIGN_IN_SERVICE", "READ_ONLY", "REFUSED"})
    void whatADriveDoesNotServeIsToldAsItsOwn_withHomeAndFault(DriveFault.Kind kind) {
        failingAtHome(ID, new DriveFault(kind, "503"));

        assertThat(logged)
                .containsExactly("{\"event\":\"call-without-drive\",\"connectionId\":\"" + ID + "\",\"fault\":\""
                        + Labels.camel(kind) + "\",\"function\":\"listBackups\"}");
    }

    @ParameterizedTest
    @EnumSource(
            value = DriveFault.Kind.class,
            names = {"VAULT", "VAULT_DENIED", "RECORDS"})
    void whatTheAppsOwnServicesDoNotServeIsItsFailure_withItsHome(DriveFault.Kind kind) {
        failingAtHome(ID, new DriveFault(kind, "503"));

        assertThat(logged)
                .singleElement()
                .asString()
                .startsWith("{\"event\":\"call-failed\",\"connectionId\":\"" + ID + "\",\"exception\":")
                .contains("DriveFault", "\"function\":\"listBackups\"");
    }

    @Test
    void connectionThatIsNoIdIsNotRepeated() {
        failingAtHome("anybody's words", new StorageUnavailable("records", null));

        assertThat(logged).singleElement().asString().contains("call-failed").doesNotContain("anybody");
    }

    private void failingAtHome(String connectionId, RuntimeException error) {
        HomeKeys keys = mock();
        when(keys.check(any(), any())).thenThrow(error);
        when(built.getStatusCode()).thenReturn(503);
        when(context.getFunctionName()).thenReturn("listBackups");
        Door.home(request, context, keys, connectionId, caller -> null);
    }

    @Test
    void lapsedSignInSaysWhoMustDoWhat() throws Exception {
        JsonNode problem = problemOf(new DriveFault(DriveFault.Kind.SIGN_IN_REQUIRED, "lapsed"));

        assertThat(problem.path("status").asInt()).isEqualTo(409);
        assertThat(problem.path("detail").asText()).contains("sign in again");
    }

    @Test
    void unexpectedErrorTellsNothingOfItself() throws Exception {
        JsonNode problem = problemOf(new IllegalStateException("a secret"));

        assertThat(problem.path("status").asInt()).isEqualTo(500);
        assertThat(problem.toString()).doesNotContain("secret");
    }

    @Test
    void whatStagesLogReachesTheInvocationsLog_andNoOther() {
        var events = new EventLog();
        InvocationLog.during(context, () -> events.write(Event.UPKEEP_NOTE_NOT_READ.line()));
        events.write(Event.OUT_OF_MEMORY.line());

        assertThat(logged).containsExactly("{\"event\":\"upkeep-note-not-read\"}");
    }

    @Test
    void bodyCollectsEverythingThatIsWrong() {
        Body body = Body.of(Optional.of("{\"a\":1,\"b\":\"x\",\"c\":\"soon\",\"d\":[\"restore\",\"fly\"]}"), 1000);
        assertThat(body.text("a")).isNull();
        assertThat(body.number("b")).isNull();
        assertThat(body.duration("c")).isNull();
        body.choices("d", io.driverelay.connection.KeyScope.class);

        assertThatThrownBy(body::end)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat((List<?>) refused.facts().get("errors"))
                                .hasSize(4))
                .hasMessageContaining("/a must be a text")
                .hasMessageContaining("/d/1 must be one of");
    }
}
