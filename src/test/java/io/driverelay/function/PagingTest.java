package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.driverelay.refusal.Refused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {
    private static HttpRequestMessage<?> with(Map<String, String> query) {
        HttpRequestMessage<?> request = mock();
        when(request.getQueryParameters()).thenReturn(query);
        return request;
    }

    @ParameterizedTest
    @CsvSource({"limt, 5", "State, failed", "page, 2"})
    void parameterThatTheListDoesNotKnowIsNamed(String parameter, String value) {
        assertThatThrownBy(() -> Paging.of(with(Map.of(parameter, value)), "state"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("\"" + parameter + "\" is no parameter of this call")
                .hasMessageContaining("limit, cursor, state");
    }

    @Test
    void itsOwnAndThePlatformsKeyAreTaken() {
        assertThat(Paging.of(with(Map.of("limit", "7", "state", "failed", "code", "key")), "state")
                        .limit())
                .isEqualTo(7);
    }
}
