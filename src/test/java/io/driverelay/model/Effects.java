package io.driverelay.model;

import io.driverelay.store.StorageUnavailable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Through here goes every call of a port. A writing one is where an instance may die, where an answer may be lost, and where something else
 * may come between. Runs may be nested: another instance's turn within a call of the first one's.
 */
final class Effects {
    /** What meets a side effect. */
    enum Mode {
        KILLED_BEFORE,
        KILLED_AFTER,
        ANSWER_LOST,
        FAILED,
        UNHURT
    }

    /** Who decides. */
    interface Hook {
        Hook NONE = method -> Mode.UNHURT;

        /** Before a side effect; may run something else meanwhile. */
        Mode meet(String method);

        /** Whether a read fails. */
        default boolean failsRead(String method) {
            return false;
        }
    }

    private static final int SPINNING = 20_000;

    private final Thread owner = Thread.currentThread();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private Hook hook = Hook.NONE;
    private final AtomicInteger depth = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int deadDepth = -1;
    private volatile boolean spinning;
    private final AtomicInteger injected = new AtomicInteger();

    void meetWith(Hook next) {
        hook = next;
    }

    /** A side effect at the storage or the vault. */
    <T> T write(String method, Supplier<T> done) {
        return write(method, done, () -> new StorageUnavailable(method + " failed", null));
    }

    void write(String method, Runnable done) {
        write(method, () -> {
            done.run();
            return null;
        });
    }

    <T> T write(String method, Supplier<T> done, Supplier<? extends RuntimeException> fault) {
        requireAlive();
        seen.add(method);
        // the harness itself is no instance: nothing meets it
        Mode mode = depth.get() == 0 ? Mode.UNHURT : hook.meet(method);
        requireAlive();
        if (mode != Mode.UNHURT) {
            injected.incrementAndGet();
        }
        if (mode == Mode.KILLED_BEFORE) {
            throw dies();
        }
        if (mode == Mode.FAILED) {
            throw fault.get();
        }
        return answered(done, mode, fault);
    }

    <T> T read(String method, Supplier<T> read) {
        return read(method, read, () -> new StorageUnavailable(method + " failed", null));
    }

    <T> T read(String method, Supplier<T> read, Supplier<? extends RuntimeException> fault) {
        requireAlive();
        seen.add(method);
        if (depth.get() > 0 && hook.failsRead(method)) {
            injected.incrementAndGet();
            throw fault.get();
        }
        return read.get();
    }

    private <T> T answered(Supplier<T> done, Mode mode, Supplier<? extends RuntimeException> fault) {
        T result = null;
        RuntimeException refused = null;
        try {
            result = done.get();
        } catch (RuntimeException e) {
            refused = e;
        }
        requireAlive();
        if (mode != Mode.UNHURT) {
            injected.incrementAndGet();
        }
        if (mode == Mode.KILLED_AFTER) {
            throw dies();
        }
        if (mode == Mode.ANSWER_LOST) {
            throw fault.get();
        }
        if (refused != null) {
            throw refused;
        }
        return result;
    }

    /** A run of an instance begins, perhaps within another's. */
    void enter() {
        calls.set(0);
        depth.incrementAndGet();
    }

    void leave() {
        if (deadDepth > depth.decrementAndGet()) {
            deadDepth = -1;
        }
    }

    boolean isNested() {
        return depth.get() > 1;
    }

    int depth() {
        return depth.get();
    }

    /** Whether the thread is the schedule's own: what pool threads do has no order, so that nothing is drawn for them. */
    boolean isOwner() {
        return Thread.currentThread() == owner;
    }

    /** How much was done to the instances so far. */
    int injected() {
        return injected.get();
    }

    Set<String> seen() {
        return seen;
    }

    private Crash dies() {
        deadDepth = depth.get();
        return new Crash();
    }

    /** Whether a run made calls without end; it was ended. */
    boolean isSpinning() {
        return spinning;
    }

    private void requireAlive() {
        if (depth.get() > 0 && calls.incrementAndGet() > SPINNING) {
            spinning = true;
            throw dies();
        }
        if (depth.get() > 0 && deadDepth == depth.get()) {
            throw new Crash();
        }
    }
}
