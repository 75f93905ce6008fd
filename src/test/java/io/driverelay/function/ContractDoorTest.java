package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.HttpResponseMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContractDoorTest {
    private final ContractDoor door = new ContractDoor();

    @Test
    void whoeverHoldsTheContractIsNotSentItAgain() {
        HttpResponseMessage first = get(Map.of());
        String eTag = first.getHeader("ETag");
        assertThat(first.getStatusCode()).isEqualTo(200);
        assertThat(eTag).matches("\"[^\"]+\"");

        for (String known : List.of(eTag, "W/" + eTag, "\"another\", " + eTag)) {
            HttpResponseMessage again = get(Map.of("if-none-match", known));
            assertThat(again.getStatusCode()).as(known).isEqualTo(304);
            assertThat(again.getBody()).isNull();
            assertThat(again.getHeader("ETag")).isEqualTo(eTag);
        }
        assertThat(get(Map.of("if-none-match", "\"another\"")).getStatusCode()).isEqualTo(200);
    }

    private HttpResponseMessage get(Map<String, String> headers) {
        return door.contract(TestRequests.with(Map.of(), headers, null), TestRequests.invocation());
    }
}
