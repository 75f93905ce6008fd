package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.driverelay.connection.HomeKeys;
import io.driverelay.connection.HomeKeys.Caller;
import io.driverelay.drive.DriveFault;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Ids;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.EventLog;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every HTTP door does: its log lines go to the invocation's log, whatever it throws becomes a reply. */
final class Door {
    private static final EventLog EVENTS = new EventLog();
    private static final Set<RefusalCode> LIMITS = EnumSet.of(
            RefusalCode.BODY_TOO_LARGE,
            RefusalCode.TOO_LARGE_FOR_DIRECT,
            RefusalCode.TOO_MANY_REQUESTS,
            RefusalCode.DRIVE_FULL);

    private Door() {}

    static HttpResponseMessage open(
            HttpRequestMessage<?> request, ExecutionContext context, Supplier<HttpResponseMessage> action) {
        return open(request, context, null, action);
    }

    /** @param connectionIdOrNull whose drive it asks, as the path has it */
    static HttpResponseMessage open(
            HttpRequestMessage<?> request,
            ExecutionContext context,
            String connectionIdOrNull,
            Supplier<HttpResponseMessage> action) {
        return open(context, connectionIdOrNull, action, error -> HttpReply.problem(request, error));
    }

    /**
     * A door that a person's browser opens: what goes wrong is told as a page too.
     *
     * @param headers of that page
     */
    static HttpResponseMessage page(
            HttpRequestMessage<?> request,
            ExecutionContext context,
            Map<String, String> headers,
            Supplier<HttpResponseMessage> action) {
        return open(context, null, action, error -> Pages.failure(request, error, headers));
    }

    private static HttpResponseMessage open(
            ExecutionContext context,
            String connectionIdOrNull,
            Supplier<HttpResponseMessage> action,
            Function<RuntimeException, HttpResponseMessage> failed) {
        // before a key was looked at it may be anybody's text
        String toldId = Ids.isId(connectionIdOrNull) ? connectionIdOrNull : null;
        return InvocationLog.during(context, () -> {
            try {
                return action.get();
            } catch (RuntimeException e) {
                if (OutOfMemory.isBehind(e)) {
                    throw e;
                }
                HttpResponseMessage problem = failed.apply(e);
                if (e instanceof Refused refused) {
                    tell(refused, context, toldId);
                } else if (problem.getStatusCode() >= 500) {
                    EVENTS.write(failure(e, toldId).with(Text.FUNCTION, context.getFunctionName()));
                }
                return problem;
            }
        });
    }

    /** What a drive did not serve is no failure of the app. */
    private static EventLine failure(RuntimeException error, String connectionIdOrNull) {
        return error instanceof DriveFault fault && Outage.isOfDrive(fault)
                ? Event.CALL_WITHOUT_DRIVE.of(connectionIdOrNull).with(Text.FAULT, fault.kind())
                : Event.CALL_FAILED.of(connectionIdOrNull).because(error);
    }

    /** Of one of several that a call asks for, which gets its own result. */
    static void tellOfLimit(RuntimeException error, ExecutionContext context, String connectionId) {
        if (error instanceof Refused refused) {
            tell(refused, context, connectionId);
        }
    }

    /** What an operator must see of refusals; the others are their caller's alone. */
    private static void tell(Refused refused, ExecutionContext context, String connectionIdOrNull) {
        if (LIMITS.contains(refused.code())) {
            EVENTS.write(Event.LIMIT_MET
                    .line()
                    .with(Text.CONNECTION_ID, connectionIdOrNull)
                    .with(Text.FUNCTION, context.getFunctionName())
                    .with(Text.CODE, Labels.kebab(refused.code())));
        } else if (refused.code() == RefusalCode.NOT_CONFIGURED) {
            EVENTS.write(Event.NOT_CONFIGURED.line().with(Text.SETTINGS, refused.getMessage()));
        }
    }

    /** A home's door: before anything else, the header {@code x-home-key} must hold a key of that connection. */
    static HttpResponseMessage home(
            HttpRequestMessage<?> request,
            ExecutionContext context,
            HomeKeys keys,
            String connectionId,
            Function<Caller, HttpResponseMessage> action) {
        return open(
                context,
                connectionId,
                () -> action.apply(keys.check(connectionId, header(request, "x-home-key"))),
                error -> HttpReply.problem(request, error));
    }

    /** Header names arrive in lower case. */
    static Optional<String> header(HttpRequestMessage<?> request, String lowerCaseName) {
        return Optional.ofNullable(request.getHeaders().get(lowerCaseName)).filter(value -> !value.isBlank());
    }

    /** A typo must not be silent. The platform takes its own key as {@code code}. */
    static void requireKnownQuery(HttpRequestMessage<?> request, List<String> known) {
        for (String parameter : request.getQueryParameters().keySet()) {
            if (!known.contains(parameter) && !parameter.equalsIgnoreCase("code")) {
                throw new Refused(
                        RefusalCode.INVALID_REQUEST,
                        "\"" + Shown.of(parameter) + "\" is no parameter of this call. It takes: "
                                + (known.isEmpty() ? "none" : String.join(", ", known)) + ".");
            }
        }
    }

    static Optional<String> query(HttpRequestMessage<?> request, String name) {
        return Optional.ofNullable(request.getQueryParameters().get(name)).filter(value -> !value.isBlank());
    }
}
