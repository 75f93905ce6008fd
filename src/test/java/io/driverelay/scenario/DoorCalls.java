package io.driverelay.scenario;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import com.microsoft.azure.functions.TraceContext;
import io.driverelay.function.DeclaredAnswers;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Requests as the platform hands them over, without a host: what a door answers, with every header. */
final class DoorCalls {
    private final Logger invocation = Logger.getAnonymousLogger();

    /** Status, headers and body as they would go out. */
    record Answer(int status, Map<String, String> headers, String body) {}

    /** @param log takes what invocations log */
    DoorCalls(Handler log) {
        invocation.setUseParentHandlers(false);
        invocation.setLevel(Level.ALL);
        invocation.addHandler(log);
    }

    /** A door with what the platform gives it. */
    interface Called {
        HttpResponseMessage with(HttpRequestMessage<Optional<String>> request, ExecutionContext context);
    }

    @SuppressWarnings("unchecked")
    Answer call(Map<String, String> query, Map<String, String> headers, String bodyOrNull, Called door) {
        HttpRequestMessage<Optional<String>> request = mock(HttpRequestMessage.class);
        when(request.getUri()).thenReturn(URI.create("http://relay.example/api/door"));
        when(request.getQueryParameters()).thenReturn(query);
        when(request.getHeaders()).thenReturn(headers);
        when(request.getBody()).thenReturn(Optional.ofNullable(bodyOrNull));
        var answer = new Answer[1];
        when(request.createResponseBuilder(any(HttpStatusType.class)))
                .thenAnswer(call -> builder(call.getArgument(0, HttpStatusType.class), answer));
        ExecutionContext context = mock(ExecutionContext.class);
        when(context.getLogger()).thenReturn(invocation);
        when(context.getTraceContext()).thenReturn(mock(TraceContext.class));
        door.with(request, context);
        return answer[0];
    }

    private static HttpResponseMessage.Builder builder(HttpStatusType status, Answer[] answer) {
        Map<String, String> headers = new HashMap<>();
        Object[] body = {""};
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
            answer[0] = new Answer(status.value(), headers, String.valueOf(body[0]));
            DeclaredAnswers.checkOfDoor(status.value(), headers, answer[0].body());
            HttpResponseMessage reply = mock(HttpResponseMessage.class);
            when(reply.getStatusCode()).thenReturn(status.value());
            return reply;
        });
        return builder;
    }
}
