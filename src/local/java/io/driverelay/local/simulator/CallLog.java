package io.driverelay.local.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who called what, in the order in which it came. */
final class CallLog {
    /** So that a long run does not fill the memory. */
    private static final int MOST = 100_000;

    private final Map<String, List<String>> calls = new ConcurrentHashMap<>();

    void add(String person, Call call) {
        List<String> theirs = calls.computeIfAbsent(person, who -> new ArrayList<>());
        synchronized (theirs) {
            if (theirs.size() < MOST) {
                theirs.add(call.method() + " " + call.rawPath());
            }
        }
    }

    List<String> of(String person) {
        List<String> theirs = calls.getOrDefault(person, List.of());
        synchronized (theirs) {
            return List.copyOf(theirs);
        }
    }
}
