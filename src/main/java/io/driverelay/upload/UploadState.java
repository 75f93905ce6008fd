package io.driverelay.upload;

/** What is stored; {@code relaying} is what a reader sees for a queued upload whose claim is live. */
public enum UploadState {
    AWAITING_CONTENT,
    QUEUED,
    WAITING,
    DELIVERED,
    FAILED,
    CANCELLED,
    EXPIRED;

    public boolean isEnded() {
        return this == DELIVERED || this == FAILED || this == CANCELLED || this == EXPIRED;
    }
}
