package io.driverelay.local.simulator;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.time.Instant;

/** A stored file or folder. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY, isGetterVisibility = JsonAutoDetect.Visibility.NONE)
final class Item {
    String id;
    String parentId;
    String name;
    boolean folder;
    long size;
    String hash;
    int version = 1;
    /** In how many answers it was, since it was written. */
    int shown;

    String description;
    Instant created;
    Instant modified;
    /** {@code fileSystemInfo.lastModifiedDateTime}. */
    Instant fileModified;

    String eTag() {
        return "\"{" + id + "}," + version + "\"";
    }

    void changed(Instant now) {
        version++;
        shown = 0;
        modified = now;
    }
}
