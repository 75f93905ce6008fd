package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.ExecutionContext;
import io.driverelay.function.PoisonDoors;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 24, of the other queues: what nobody could serve is told, once, and those that come after it are served. */
class StrayMessagesTest extends FaultyWorld {
    private static final String ID = "01KB0000000000000000000000";

    @RegisterExtension
    final Trail trail = new Trail();

    private final TestPushes pushes = new TestPushes(home);
    private final PoisonDoors poison = new PoisonDoors();
    private final ExecutionContext context = mock(ExecutionContext.class);

    @BeforeEach
    void log() {
        Logger silent = Logger.getAnonymousLogger();
        silent.setUseParentHandlers(false);
        when(context.getLogger()).thenReturn(silent);
        pushes.asked();
    }

    @AfterEach
    void stop() {
        pushes.close();
    }

    @Test
    void poisonedPushIsToldWithItsHome_asGivenUp_andTheNextIsTaken() {
        Upload lost = file("lost.bin", CONTENT, Conflict.FAIL);
        home.serveUntilQuiet(LONG);
        home.pushes.clear();
        String ids = "\"connectionId\":\"" + home.connectionId + "\",\"uploadId\":\"" + lost.id() + "\"";

        poison.push("{" + ids + ",\"attempt\":3}", context);

        assertThat(trail.of("push-given-up")).containsExactly("{\"event\":\"push-given-up\"," + ids + "}");
        assertThat(trail.of("ticket-poisoned"))
                .containsExactly("{\"event\":\"ticket-poisoned\"," + ids + ",\"queue\":\"pushes\"}");
        assertThat(home.pushes).isEmpty();
        assertThat(pushes.events()).isEmpty();

        Upload next = file("next.bin", CONTENT, Conflict.FAIL);
        home.serveUntilQuiet(LONG);
        pushes.serve();
        assertThat(pushes.last().path("uploadId").asText()).isEqualTo(next.id());
    }

    /** How things stand is compared with what was told: the next push of the home makes up for it. */
    @Test
    void driveStateOfAPoisonedPushIsToldByTheNext() {
        home.account().setQuota(1_000_000, 999_999);
        pushes.check.check(home.connection());
        home.pushes.clear();
        poison.push("{\"connectionId\":\"" + home.connectionId + "\"}", context);
        home.account().setQuota(1_000_000, 1_000_001);
        pushes.check.check(home.connection());
        pushes.serve();

        assertThat(pushes.last().path("to").asText()).isEqualTo("exceeded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no push",
                "[]",
                "{\"connectionId\":\"../x\"}",
                "{\"connectionId\":\"" + ID + "\",\"uploadId\":\"x\"}",
                "{\"connectionId\":\"" + ID + "\",\"attempt\":-1}"
            })
    void whatIsNoPushFails_andIsToldAmongThePoison_withoutItsWords(String text) {
        assertThatThrownBy(() -> pushes.door().push(text, context)).isInstanceOf(IllegalArgumentException.class);
        poison.push(text, context);

        assertThat(trail.of("ticket-poisoned")).containsExactly(told("pushes", text));
        assertThat(trail.of("push-given-up")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no share", "{}", "{\"round\":\"soon\",\"number\":0,\"of\":1}"})
    void whatIsNoShareIsToldAmongThePoison_withoutItsWords(String text) {
        poison.share(text, context);

        assertThat(trail.of("ticket-poisoned")).containsExactly(told("shares", text));
    }

    @Test
    void poisonedShareIsToldByItsNumber_andThePassAfterItReadsItsDrives() {
        home.account().setQuota(1L << 30, 1L << 20);
        poison.share("{\"round\":\"" + home.clock.instant() + "\",\"number\":1,\"of\":2}", context);

        assertThat(trail.of("ticket-poisoned"))
                .containsExactly("{\"event\":\"ticket-poisoned\",\"queue\":\"shares\",\"share\":1}");
        home.passTime(Duration.ofMinutes(6));
        assertThat(home.statuses.find(home.connectionId).orElseThrow().quota().totalBytes())
                .isEqualTo(1L << 30);
    }

    @Test
    void nothingElseIsToldOfThem() {
        for (String text : List.of("", "x".repeat(40_000))) {
            poison.ticket(text, context);
            poison.push(text, context);
            poison.share(text, context);
        }
        assertThat(trail.lines.stream().filter(line -> !line.contains("\"ticket-poisoned\"")))
                .noneMatch(line -> line.contains("xxx") || line.contains("push-given-up"));
        assertThat(trail.of("ticket-poisoned")).hasSize(6).noneMatch(line -> line.contains("xxx"));
    }

    private static String told(String queue, String text) {
        return "{\"event\":\"ticket-poisoned\",\"queue\":\"" + queue + "\",\"characters\":" + text.length() + "}";
    }
}
