package io.driverelay.model;

/** What a drive may do to a call. */
enum Trouble {
    NONE,
    /** 500, nothing was taken. */
    ERROR,
    /** Done, and the answer got lost. */
    ANSWER_LOST,
    /** 429 with ten seconds. */
    THROTTLED_SHORTLY,
    /** 429 with an hour. */
    THROTTLED_LONG,
    /** The session is gone for good. */
    SESSION_LOST,
    /** 404 of a session, which is there all the same. */
    SESSION_HIDDEN,
    /** An answer to a fragment that was not taken. */
    NO_PROGRESS,
    /** Half of the fragment was taken, then the line broke. */
    HALF_TAKEN,
    /** The drive is asked and names no range. */
    NO_RANGES,
    /** The file is whole, but the answer is no item. */
    NO_ITEM,
    /** The item has no hash yet; it has when it is read again. */
    HASH_LATE,
    /** A byte of the finished file differs. */
    FLIPPED,
    /** Somebody else's folder or file takes the name before the end. */
    NAME_TAKEN,
    /** 507. */
    FULL,
    /** 403 serviceReadOnly. */
    READ_ONLY,
    /** 403. */
    DENIED,
    /** 400, once. */
    REFUSED
}
