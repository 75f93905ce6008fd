package io.driverelay.store;

/**
 * A record that this version cannot read: spoiled, strayed there, or a newer version's after a way back. That is the trouble of its own home
 * alone: whoever goes through many records names it and goes on with the next.
 */
public final class UnreadableRecord extends StorageUnavailable {
    private final String record;

    /** @param record where it lies; nothing of what it says, which may be a credential */
    public UnreadableRecord(String record) {
        super(record + " cannot be read", null);
        this.record = record;
    }

    public String record() {
        return record;
    }
}
