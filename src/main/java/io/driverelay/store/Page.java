package io.driverelay.store;

import java.util.List;

/**
 * A part of a list.
 *
 * @param next where the next part begins, as the list itself understands it; null after the last
 */
public record Page<T>(List<T> items, String next) {
    public Page {
        items = List.copyOf(items);
    }
}
