package io.driverelay.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One thread that cuts what stalls or overruns: a socket has no timeout for writing. It lives while there is something to watch. */
final class Watchdog {
    private static final long LOOK_MILLIS = 500;

    private final long stallNanos;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private Thread thread;
    private boolean closed;

    Watchdog(Duration stall) {
        this.stallNanos = stall.toNanos();
    }

    /** Begins before there is a line. */
    Watch watch(Duration deadline) {
        var watch = new Watch(System.nanoTime() + deadline.toNanos());
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
        private volatile Line line;
        private volatile long deadlineNanos;
        private volatile Cut cut;

        private Watch(long deadlineNanos) {
            this.deadlineNanos = deadlineNanos;
        }

        /** The line that a cut ends from here on. */
        synchronized void over(Line used) throws IOException {
            line = used;
            if (cut != null) {
                used.close();
                throw new ClosedChannelException();
            }
        }

        /** A new deadline, from now on. */
        void extend(Duration deadline) {
            deadlineNanos = System.nanoTime() + deadline.toNanos();
        }

        void abort() {
            cut(Cut.ABORT);
        }

        boolean wasCut() {
            return cut != null;
        }

        boolean isAborted() {
            return cut == Cut.ABORT;
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
            Line used = line;
            if (System.nanoTime() - deadlineNanos > 0) {
                cut(Cut.DEADLINE);
            } else if (used != null && used.waitedNanos() > stallNanos) {
                cut(Cut.STALL);
            }
        }

        private synchronized void cut(Cut why) {
            if (cut == null && watches.contains(this)) {
                cut = why;
                if (line != null) {
                    line.close();
                }
            }
        }
    }
}
