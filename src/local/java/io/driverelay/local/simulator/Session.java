package io.driverelay.local.simulator;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.time.Instant;

/** A stored upload session. Its bytes lie in a file of its name. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class Session {
    String id;
    String parentId;
    String name;
    String conflict;
    Instant fileModified;
    /** -1 until a fragment has said it. */
    long total = -1;

    long received;
    String hash = new XorHash().saved();
    Instant expires;
    Instant opened = Instant.EPOCH;
    /** Fragments that came, taken or not. */
    int puts;
    /** No fragment of it is ever taken. */
    boolean cursed;
    /** Before the last fragment; null for not known. */
    String previousHash;

    long previousReceived;
    /** A fragment of a wrong size was taken: it shows only at the end. */
    boolean misaligned;
}
