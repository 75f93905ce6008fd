package io.driverelay.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One thread that cuts exchanges which stall or overrun: a socket has no timeout for writing. It lives while there are exchanges. */
final class Watchdog {
    private static final long LOOK_MILLIS = 500;

    private final long stallNanos;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private Thread thread;
    private boolean closed;

    Watchdog(Duration stall) {
        this.stallNanos = stall.toNanos();
    }

    Watch watch(Connection connection, Duration deadline) {
        var watch = new Watch(connection, System.nanoTime() + deadline.toNanos());
        synchronized (this) {
            watches.add(watch);
            if (thread == null && !closed) {
                thread = new Thread(this::look, "byte-client-watchdog");
                thread.setDaemon(true);
                thread.start();
            }
        }
        return watch;
    }

    synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void look() {
        while (true) {
            synchronized (this) {
                if (watches.isEmpty() || closed) {
                    thread = null;
                    return;
                }
                try {
                    wait(LOOK_MILLIS);
                } catch (InterruptedException e) {
                    thread = null;
                    return;
                }
            }
            watches.forEach(Watch::check);
        }
    }

    /** Why an exchange was cut. */
    private enum Cut {
        STALL,
        DEADLINE,
        ABORT
    }

    /** One exchange. */
    final class Watch {
        private final Connection connection;
        private final long deadlineNanos;
        private volatile long movedNanos = System.nanoTime();
        private volatile Cut cut;

        private Watch(Connection connection, long deadlineNanos) {
            this.connection = connection;
            this.deadlineNanos = deadlineNanos;
        }

        void progress() {
            movedNanos = System.nanoTime();
        }

        void bodyIsThrough() {
            progress();
        }

        void abort() {
            cut(Cut.ABORT);
        }

        boolean wasCut() {
            return cut != null;
        }

        void end() {
            watches.remove(this);
        }

        /** What really ended the exchange. */
        IOException explain(IOException seen) {
            Cut why = cut;
            if (why == null) {
                return seen instanceof java.net.SocketTimeoutException ? new StalledException(seen) : seen;
            }
            return switch (why) {
                case STALL -> new StalledException(seen);
                case DEADLINE -> new DeadlineException(seen);
                case ABORT -> new AbortedException(seen);
            };
        }

        private void check() {
            long now = System.nanoTime();
            if (now - deadlineNanos > 0) {
                cut(Cut.DEADLINE);
            } else if (now - movedNanos > stallNanos) {
                cut(Cut.STALL);
            }
        }

        private synchronized void cut(Cut why) {
            if (cut == null && watches.contains(this)) {
                cut = why;
                connection.drop();
            }
        }
    }
}
