package io.driverelay.upkeep;

import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What cannot be read, named once in a pass, however many of its parts come by it, on any thread. */
final class NamedOnce implements Consumer<String> {
    private static final EventLog EVENTS = new EventLog();

    private final Set<String> named = ConcurrentHashMap.newKeySet();

    @Override
    public void accept(String record) {
        if (named.add(record)) {
            EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, record));
        }
    }
}
