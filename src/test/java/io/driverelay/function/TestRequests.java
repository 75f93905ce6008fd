package io.driverelay.function;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/** Requests and invocations as the platform would hand them over. */
final class TestRequests {
    private TestRequests() {}

    @SuppressWarnings("unchecked")
    static HttpRequestMessage<Optional<String>> withQuery(Map<String, String> query) {
        HttpRequestMessage<Optional<String>> request = mock(HttpRequestMessage.class);
        when(request.getQueryParameters()).thenReturn(query);
        when(request.getHeaders()).thenReturn(Map.of());
        when(request.createResponseBuilder(any(HttpStatusType.class)))
                .thenAnswer(call -> builder(call.getArgument(0, HttpStatusType.class)));
        return request;
    }

    static ExecutionContext invocation() {
        Logger silent = Logger.getAnonymousLogger();
        silent.setUseParentHandlers(false);
        ExecutionContext context = mock(ExecutionContext.class);
        when(context.getLogger()).thenReturn(silent);
        return context;
    }

    private static HttpResponseMessage.Builder builder(HttpStatusType status) {
        Map<String, String> headers = new HashMap<>();
        Object[] body = new Object[1];
        HttpResponseMessage.Builder builder = mock(HttpResponseMessage.Builder.class);
        when(builder.header(anyString(), anyString())).thenAnswer(call -> {
            headers.put(call.getArgument(0), call.getArgument(1));
            return builder;
        });
        when(builder.body(any())).thenAnswer(call -> {
            body[0] = call.getArgument(0);
            return builder;
        });
        when(builder.build()).thenAnswer(call -> reply(status, headers, body[0]));
        return builder;
    }

    private static HttpResponseMessage reply(HttpStatusType status, Map<String, String> headers, Object body) {
        HttpResponseMessage reply = mock(HttpResponseMessage.class);
        when(reply.getStatusCode()).thenReturn(status.value());
        when(reply.getHeader(anyString())).thenAnswer(call -> headers.get(call.getArgument(0, String.class)));
        when(reply.getBody()).thenReturn(body);
        return reply;
    }
}
