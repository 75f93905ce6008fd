package io.driverelay.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One thread that cuts what stalls or overruns: a socket has no timeout for writing. It lives while there is something to watch. */
final class Watchdog {
    private static final long LOOK_MILLIS = 500;
    /** For what has no deadline of its own: longer than anything lives. */
    static final Duration NEVER = Duration.ofDays(3650);

    private final long stallNanos;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private Thread thread;
    private boolean closed;

    Watchdog(Duration stall) {
        this.stallNanos = stall.toNanos();
    }

    Watch watch(Line line, Duration deadline) {
        var watch = new Watch(line, System.nanoTime() + deadline.toNanos());
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
        private final Line line;
        private final long deadlineNanos;
        private volatile Cut cut;

        private Watch(Line line, long deadlineNanos) {
            this.line = line;
            this.deadlineNanos = deadlineNanos;
        }

        void abort() {
            cut(Cut.ABORT);
        }

        boolean wasCut() {
            return cut != null;
        }

        /** From here on nothing cuts the line. */
        synchronized void end() {
            watches.remove(this);
        }

        /** What really ended the exchange. */
        IOException explain(IOException seen) {
            Cut why = cut;
            if (why == null) {
                return seen;
            }
            return switch (why) {
                case STALL -> new StalledException(seen);
                case DEADLINE -> new DeadlineException(seen);
                case ABORT -> new AbortedException(seen);
            };
        }

        private void check() {
            if (System.nanoTime() - deadlineNanos > 0) {
                cut(Cut.DEADLINE);
            } else if (line.waitedNanos() > stallNanos) {
                cut(Cut.STALL);
            }
        }

        private synchronized void cut(Cut why) {
            if (cut == null && watches.contains(this)) {
                cut = why;
                line.close();
            }
        }
    }
}
