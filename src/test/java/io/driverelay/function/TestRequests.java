package io.driverelay.function;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Requests and invocations as the platform would hand them over. */
final class TestRequests {
    private TestRequests() {}

    static HttpRequestMessage<Optional<String>> withQuery(Map<String, String> query) {
        return with(query, Map.of(), null);
    }

    /** @param bodyOrNull as the platform hands it over */
    @SuppressWarnings("unchecked")
    static <T> HttpRequestMessage<Optional<T>> with(
            Map<String, String> query, Map<String, String> headers, T bodyOrNull) {
        HttpRequestMessage<Optional<T>> request = mock(HttpRequestMessage.class);
        when(request.getQueryParameters()).thenReturn(query);
        when(request.getHeaders()).thenReturn(headers);
        when(request.getBody()).thenReturn(Optional.ofNullable(bodyOrNull));
        when(request.createResponseBuilder(any(HttpStatusType.class)))
                .thenAnswer(call -> builder(call.getArgument(0, HttpStatusType.class)));
        return request;
    }

    static ExecutionContext invocation() {
        return invocation(new ArrayList<>());
    }

    /** @param lines takes what is logged */
    static ExecutionContext invocation(List<String> lines) {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {
                // nothing is held
            }

            @Override
            public void close() {
                // nothing is held
            }
        });
        ExecutionContext context = mock(ExecutionContext.class);
        when(context.getLogger()).thenReturn(logger);
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
        when(builder.build()).thenAnswer(call -> {
            DeclaredAnswers.checkOfDoor(status.value(), headers, body[0] == null ? "" : body[0].toString());
            return reply(status, headers, body[0]);
        });
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
