package io.driverelay.store;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A stored value as it was read.
 *
 * @param eTag its version; a write with it succeeds only while nobody else has written
 */
public record Versioned<T>(T value, String eTag) {
    public Versioned {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(eTag, "eTag");
    }

    /** The same version with another value: what a write asks for. */
    public Versioned<T> with(UnaryOperator<T> change) {
        return new Versioned<>(change.apply(value), eTag);
    }
}
