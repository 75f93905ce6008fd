package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** N1. */
class ArrivedTest {
    private static final Map<String, String> NO_QUERY = Map.of();

    @Test
    void bodyInChunks_whichThePlatformDrops_isNotTakenForNone() {
        assertThat(codeOfText(Map.of("transfer-encoding", "chunked"), null)).isEqualTo(RefusalCode.LENGTH_REQUIRED);
        assertThat(codeOfText(Map.of("transfer-encoding", "chunked", "content-length", "0"), null))
                .isEqualTo(RefusalCode.LENGTH_REQUIRED);
        // over HTTP/2 a body without a length has neither header
        assertThat(codeOfText(Map.of(), null)).isEqualTo(RefusalCode.LENGTH_REQUIRED);
        assertThat(codeOfText(Map.of("content-length", "12"), null)).isEqualTo(RefusalCode.LENGTH_REQUIRED);
    }

    @Test
    void doorWithoutFieldsTakesACallThatSaysNothingOfItsBody_butNoneInChunks() {
        assertThatCode(() -> Body.none(TestRequests.with(NO_QUERY, Map.of(), null)))
                .doesNotThrowAnyException();
        assertThat(catchThrowableOfType(
                                Refused.class,
                                () -> Body.none(
                                        TestRequests.with(NO_QUERY, Map.of("transfer-encoding", "chunked"), null)))
                        .code())
                .isEqualTo(RefusalCode.LENGTH_REQUIRED);
    }

    @Test
    void bodyOrTheWordThatThereIsNoneIsTaken() {
        assertThatCode(() -> Arrived.requireWhole(TestRequests.with(NO_QUERY, Map.of("content-length", "0"), null)))
                .doesNotThrowAnyException();
        assertThatCode(() -> Arrived.requireWhole(TestRequests.with(NO_QUERY, Map.of("content-length", "2"), "{}")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "gzip, identity"})
    void encodingThatNobodyUndoesIsRefused(String encoding) {
        assertThat(codeOfText(Map.of("content-length", "2", "content-encoding", encoding), "{}"))
                .isEqualTo(RefusalCode.UNSUPPORTED_CONTENT_TYPE);
    }

    @Test
    void fileOfAnotherLengthThanWasSaidIsRefused() {
        assertThat(codeOfBytes("3", null)).isEqualTo(RefusalCode.LENGTH_REQUIRED);
        assertThat(codeOfBytes("3", new byte[2])).isEqualTo(RefusalCode.LENGTH_REQUIRED);
        assertThatCode(() ->
                        Arrived.requireWholeBytes(TestRequests.with(NO_QUERY, Map.of("content-length", "0"), null)))
                .doesNotThrowAnyException();
    }

    private static RefusalCode codeOfText(Map<String, String> headers, String text) {
        return catchThrowableOfType(
                        Refused.class, () -> Arrived.requireWhole(TestRequests.with(NO_QUERY, headers, text)))
                .code();
    }

    private static RefusalCode codeOfBytes(String length, byte[] bytes) {
        return catchThrowableOfType(
                        Refused.class,
                        () -> Arrived.requireWholeBytes(
                                TestRequests.with(NO_QUERY, Map.of("content-length", length), bytes)))
                .code();
    }
}
