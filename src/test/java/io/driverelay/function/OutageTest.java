package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import io.driverelay.refusal.RefusalCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller is told of a fault: what happened, and who can do what about it. */
class OutageTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyFaultSaysWhatToDo_andQuotesNothing(Kind kind) {
        Outage outage = outage(new DriveFault(kind, "a message of the drive's"));

        assertThat(outage.detail())
                .containsPattern("[Tt]ry again|must|Choose|Look at it|owner unfreezes")
                .doesNotContain("a message");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    READ_ONLY    | keeps the app's folder read-only | added to ONEDRIVE_SCOPES      | 600
                    DENIED       | denies this app the access       | the owner must sign in again  | 60
                    NO_SPACE     | is full                          | must make room                | 600
                    CHANGED      | changed the same file or folder  | Look at it and try again      | 10
                    NAME_REFUSED | takes no file or folder of this name | Choose another one        |
                    THROTTLED    | asks to be left alone            | Try again later               | 10
                    NOT_FOUND    | does not find what it has just shown | Try again                 | 10
                    REFUSED      | refuses the request              | diagnostics                   | 60
                    UNREACHABLE  | cannot be reached                | in a few seconds              | 10
                    """)
    void answerOfTheDriveIsToldAsWhatItIs(Kind kind, String what, String toDo, Long seconds) {
        Outage outage = outage(new DriveFault(kind, "message"));

        assertThat(outage.code()).isEqualTo(RefusalCode.DRIVE_UNREACHABLE);
        assertThat(outage.detail()).contains(what, toDo);
        assertThat(outage.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void pauseThatTheDriveAskedForIsPassedOn() {
        Duration asked = Duration.ofMinutes(7);

        assertThat(outage(new DriveFault(Kind.THROTTLED, "429", asked, null)).retryAfter())
                .isEqualTo(asked);
        assertThat(outage(new DriveFault(Kind.NAME_REFUSED, "400", asked, null)).retryAfter())
                .isEqualTo(asked);
    }

    private static Outage outage(DriveFault fault) {
        return Outage.of(fault).orElseThrow();
    }
}
