package io.driverelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + ID + "-00f067aa0ba902b7-01",
                " 00-" + ID + "-00f067aa0ba902b7-00 ",
                // of a version to come
                "01-" + ID + "-00f067aa0ba902b7-01-more"
            })
    void traceparentTellsItsTrace(String traceparent) {
        assertThat(Trace.of(traceparent)).hasValue(new Trace(ID));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                ID,
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + ID + "-0000000000000000-01",
                "ff-" + ID + "-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-" + ID + "-00f067aa0ba902b7",
                "00-" + ID + "-00f067aa0ba902b7-1",
                "00-" + ID + "-00f067aa0ba902b7-01\",\"event\":\"key-made",
                // a repeated header arrives as one
                "00-" + ID + "-00f067aa0ba902b7-01,00-" + ID + "-00f067aa0ba902b7-01"
            })
    void whatIsNoTraceparentIsPassedOver(String text) {
        assertThat(Trace.of(text)).isEmpty();
    }

    @Test
    void longOneIsPassedOver() {
        assertThat(Trace.of("01-" + ID + "-00f067aa0ba902b7-01-" + "x".repeat(9_000)))
                .isEmpty();
    }

    @Test
    void madeOneIsAlwaysTheSame_andGoesIntoMessages() {
        Trace made = Trace.derivedFrom("01KB0000000000000000000000");

        assertThat(made).isEqualTo(Trace.derivedFrom("01KB0000000000000000000000"));
        assertThat(made).isNotEqualTo(Trace.derivedFrom("01KB0000000000000000000001"));
        assertThat(Trace.of(made.parent("01KB0000000000000000000000"))).hasValue(made);
    }
}
