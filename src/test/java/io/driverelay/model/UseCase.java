package io.driverelay.model;

import java.util.function.Consumer;

/**
 * One use case, so that each of its side effects can be met.
 *
 * @param prepare what was before, unhurt
 * @param act what is hurt
 * @param again what the caller does when it got no answer
 */
record UseCase(String name, Consumer<ModelWorld> prepare, Consumer<ModelWorld> act, Consumer<ModelWorld> again) {
    UseCase(String name, Consumer<ModelWorld> prepare, Consumer<ModelWorld> act) {
        this(name, prepare, act, world -> {});
    }

    /** A caller that repeats itself. */
    static UseCase repeated(String name, Consumer<ModelWorld> prepare, Consumer<ModelWorld> act) {
        return new UseCase(name, prepare, act, act);
    }

    @Override
    public String toString() {
        return name;
    }
}
