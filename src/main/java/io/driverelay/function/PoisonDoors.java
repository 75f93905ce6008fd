package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.driverelay.push.Push;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.EventLog;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What nobody could serve in five deliveries is told, and ends: the record is an upload's truth, and the next pass reads every drive. They need
 * no settings, so that it is told whatever the trouble is. Anybody who can write to a queue chose the text: only ids and numbers are repeated.
 */
public final class PoisonDoors {
    private static final EventLog EVENTS = new EventLog();

    /** What its messages are for. */
    private enum Queue {
        UPLOADS,
        PUSHES,
        SHARES
    }

    @FunctionName("relayPoison")
    public void ticket(
            @QueueTrigger(name = "ticket", queueName = "relay-uploads-poison", connection = "CONTENT_STORAGE")
                    String ticket,
            ExecutionContext context) {
        tell(
                context,
                Queue.UPLOADS,
                ticket,
                () -> Stream.of(
                        RelayDoors.ticket(ticket).line(Event.TICKET_POISONED).with(Text.QUEUE, Queue.UPLOADS)));
    }

    /** What it was to tell may be told by no other, so it is among what its home was not told, too. */
    @FunctionName("pushHomePoison")
    public void push(
            @QueueTrigger(name = "push", queueName = "home-pushes-poison", connection = "CONTENT_STORAGE") String push,
            ExecutionContext context) {
        tell(context, Queue.PUSHES, push, () -> {
            Push lost = PushDoor.push(push);
            return Stream.of(
                    lost.line(Event.TICKET_POISONED).with(Text.QUEUE, Queue.PUSHES), lost.line(Event.PUSH_GIVEN_UP));
        });
    }

    @FunctionName("checkSharePoison")
    public void share(
            @QueueTrigger(name = "share", queueName = "drive-shares-poison", connection = "CONTENT_STORAGE")
                    String share,
            ExecutionContext context) {
        tell(
                context,
                Queue.SHARES,
                share,
                () -> Stream.of(Event.TICKET_POISONED
                        .line()
                        .with(Text.QUEUE, Queue.SHARES)
                        .with(Amount.SHARE, ShareDoor.share(share).number())));
    }

    private static void tell(ExecutionContext context, Queue queue, String text, Supplier<Stream<EventLine>> lines) {
        InvocationLog.during(context, () -> lines(queue, text, lines).forEach(EVENTS::write));
    }

    private static Stream<EventLine> lines(Queue queue, String text, Supplier<Stream<EventLine>> lines) {
        try {
            return lines.get();
        } catch (IllegalArgumentException e) {
            return Stream.of(
                    Event.TICKET_POISONED.line().with(Text.QUEUE, queue).with(Amount.CHARACTERS, text.length()));
        }
    }
}
