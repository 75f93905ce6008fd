package io.driverelay.push;

import io.driverelay.connection.Connection;
import io.driverelay.connection.Connections;
import io.driverelay.connection.Webhook;
import io.driverelay.connection.WebhookHosts;
import io.driverelay.connection.Webhooks;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells a home what there is to tell, once: what it took is noted, what it did not take is tried again, more and more seldom, for a day. The
 * same may arrive twice where the note was lost; a home that answers may still not have looked, and asks for the status therefore.
 */
public final class SendPush {
    private static final EventLog EVENTS = new EventLog();

    /** Twenty-two hours in all. */
    private static final List<Duration> RESTS = List.of(
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));

    private final Connections connections;
    private final Calling calling;
    private final PushEvents events;
    private final PushNotes notes;
    private final PushQueue queue;

    /** Messages of one home that are here at once follow one another, so that the later sees what the earlier told. */
    private final List<Object> turns = Stream.generate(Object::new).limit(64).toList();

    /** Whom to call, and how. */
    public record Calling(Webhooks webhooks, WebhookHosts hosts, WebhookCalls calls) {}

    public SendPush(Connections connections, Calling calling, PushEvents events, PushNotes notes, PushQueue queue) {
        this.connections = connections;
        this.calling = calling;
        this.events = events;
        this.notes = notes;
        this.queue = queue;
    }

    public void send(Push push) {
        synchronized (turns.get(Math.floorMod(push.connectionId().hashCode(), turns.size()))) {
            tellOrLater(push);
        }
    }

    private void tellOrLater(Push push) {
        try {
            tell(push);
        } catch (UnreadableRecord e) {
            EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, e.record()));
            later(push);
        }
    }

    private void tell(Push push) {
        Optional<Connection> connection =
                connections.find(push.connectionId()).map(Versioned::value).filter(found -> found.webhook() != null);
        Optional<Webhook> webhook =
                connection.flatMap(found -> calling.webhooks().find(found.id()));
        if (webhook.isEmpty()) {
            return;
        }
        PushNote told = notes.find(push.connectionId()).orElse(PushNote.none(push.connectionId()));
        for (PushEvent event : events.of(push, connection.get(), told)) {
            if (!isTold(webhook.get(), connection.get(), event, push)) {
                later(push);
                return;
            }
        }
    }

    private boolean isTold(Webhook webhook, Connection connection, PushEvent event, Push push) {
        Optional<String> problem = calling.hosts().problemWith(webhook.url());
        try {
            if (problem.isPresent()) {
                throw new IOException("the address " + problem.get());
            }
            calling.calls().post(webhook, members(connection, event));
        } catch (IOException e) {
            EVENTS.write(push.line(Event.PUSH_NOT_TAKEN)
                    .with(Text.PUSH, event.name())
                    .with(Amount.ATTEMPT, push.attempt() + 1L)
                    .with(Text.DETAIL, e.getMessage()));
            return false;
        }
        notes.add(event.told());
        EVENTS.write(push.line(Event.PUSH_TAKEN).with(Text.PUSH, event.name()));
        return true;
    }

    private static Map<String, Object> members(Connection connection, PushEvent event) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("event", event.name());
        members.put("connectionId", connection.id());
        members.put("name", connection.name());
        members.put("at", event.at());
        members.putAll(event.facts());
        return members;
    }

    private void later(Push push) {
        if (push.attempt() < RESTS.size()) {
            queue.send(push.again(), RESTS.get(push.attempt()));
        } else {
            EVENTS.write(push.line(Event.PUSH_GIVEN_UP));
        }
    }
}
