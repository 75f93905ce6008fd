package io.driverelay.wiring;

import java.util.function.Supplier;

/** Built when it is first needed, once. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> build;
    private T built;

    Lazy(Supplier<T> build) {
        this.build = build;
    }

    @Override
    public synchronized T get() {
        if (built == null) {
            built = build.get();
        }
        return built;
    }
}
