package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Page;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {
    private static HttpRequestMessage<?> with(Map<String, String> query, String list) {
        HttpRequestMessage<?> request = mock();
        when(request.getQueryParameters()).thenReturn(query);
        when(request.getUri()).thenReturn(URI.create("http://127.0.0.1/api/" + list));
        return request;
    }

    private static HttpRequestMessage<?> with(Map<String, String> query) {
        return with(query, "uploads");
    }

    private static Paging at(String cursor, String list) {
        return Paging.of(with(Map.of("cursor", cursor), list));
    }

    /** Storage takes anything for a place of its own. */
    @Test
    void onlyACursorThatThisListGaveIsTaken() {
        String given = (String) Paging.of(with(Map.of()))
                .shown(new Page<>(List.of(), "a place"), item -> item)
                .get("next");
        assertThat(at(given, "uploads").<String>read(place -> place)).isEqualTo("a place");
        for (String wrong : List.of("AAAA", "zz", "*", "AAAAAAAA", given + "A", given.substring(2))) {
            assertThatThrownBy(() -> at(wrong, "uploads").read(place -> place))
                    .as(wrong)
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("cursor is none that this list gave");
        }
        assertThatThrownBy(() -> at(given, "connections").read(place -> place)).isInstanceOf(Refused.class);
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
