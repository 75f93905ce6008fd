package io.driverelay.local.simulator;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** All that is remembered of one person's drive. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class Tree {
    String driveId;
    String rootId;
    String appRootId;
    long totalBytes = 1L << 40;
    long othersBytes = 200L << 30;
    long deletedBytes;
    String stateOverride;
    long receivedBytes;
    long receivedTwiceBytes;
    int counter;
    /** What makes the addresses of contents unguessable. */
    String downloadSecret = UUID.randomUUID().toString();

    Map<String, Item> items = new LinkedHashMap<>();
    Map<String, Session> sessions = new LinkedHashMap<>();
}
