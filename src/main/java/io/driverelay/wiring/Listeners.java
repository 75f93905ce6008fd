package io.driverelay.wiring;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadListener;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells each listener; what one throws keeps it from none of the others. */
final class Listeners {
    private static final EventLog EVENTS = new EventLog();

    private Listeners() {}

    static ConnectionListener ofConnections(Supplier<List<ConnectionListener>> listeners) {
        return new ConnectionListener() {
            @Override
            public void signedIn(Connection connection) {
                listeners.get().forEach(listener -> tell(() -> listener.signedIn(connection)));
            }

            @Override
            public void signInLapsed(Connection connection) {
                listeners.get().forEach(listener -> tell(() -> listener.signInLapsed(connection)));
            }

            @Override
            public void removed(Connection connection) {
                // a removal that could not end its uploads is to be called again: its record must stay
                listeners.get().forEach(listener -> listener.removed(connection));
            }
        };
    }

    static UploadListener ofUploads(Supplier<List<UploadListener>> listeners) {
        return new UploadListener() {
            @Override
            public void delivered(Upload upload) {
                tellAll(listeners.get(), listener -> listener.delivered(upload));
            }

            @Override
            public void failed(Upload upload) {
                tellAll(listeners.get(), listener -> listener.failed(upload));
            }

            @Override
            public void waiting(Upload upload) {
                tellAll(listeners.get(), listener -> listener.waiting(upload));
            }
        };
    }

    /** All are told before what one of them threw goes on: it is told again later. */
    private static void tellAll(List<UploadListener> listeners, Consumer<UploadListener> what) {
        RuntimeException thrown = null;
        for (UploadListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                thrown = e;
            }
        }
        if (thrown != null) {
            throw thrown;
        }
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            EVENTS.write(Event.LISTENER_FAILED.line().because(e));
        }
    }
}
