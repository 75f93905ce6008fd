package io.driverelay.refusal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with a request, each by the JSON pointer of its place, all told at once: the first twenty, and how many more. */
public final class Faults {
    private static final int MOST = 20;

    private final List<Map<String, String>> told = new ArrayList<>();
    private final Set<String> places = new HashSet<>();
    private int more;

    /**
     * The first word on a place is kept, a second one on the same place would only repeat it.
     *
     * @param detail goes on from the pointer: "must be …", "is missing"
     */
    public void add(String pointer, String detail) {
        if (told.size() < MOST) {
            if (places.add(pointer)) {
                told.add(Map.of("pointer", pointer, "detail", detail));
            }
        } else if (!places.contains(pointer)) {
            more++;
        }
    }

    /** Adds a fault where the condition does not hold. */
    public void require(boolean holds, String pointer, String detail) {
        if (!holds) {
            add(pointer, detail);
        }
    }

    /** What another check has refused, by its pointers. */
    public void add(Refused refused) {
        if (refused.facts().get("errors") instanceof List<?> errors) {
            for (Object error : errors) {
                Map<?, ?> one = (Map<?, ?>) error;
                add((String) one.get("pointer"), (String) one.get("detail"));
            }
        }
    }

    public boolean isEmpty() {
        return told.isEmpty();
    }

    /** @throws Refused with all of it, if there is any */
    public void end() {
        if (told.isEmpty()) {
            return;
        }
        String all = told.stream()
                .map(error -> (error.get("pointer").isEmpty() ? "the body" : error.get("pointer")) + " "
                        + error.get("detail"))
                .collect(Collectors.joining("; "));
        String rest = more == 0 ? "" : "; and " + more + " more";
        throw new Refused(RefusalCode.INVALID_REQUEST, "The request is not valid: " + all + rest + ".")
                .with("errors", List.copyOf(told))
                .with("moreErrors", more == 0 ? null : more);
    }
}
