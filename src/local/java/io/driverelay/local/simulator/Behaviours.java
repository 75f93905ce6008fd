package io.driverelay.local.simulator;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What a person's drive does otherwise than documented, all of it met or reported. Fields are set before the calls that they are for; counts go down as they are used. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.PUBLIC_ONLY)
public final class Behaviours {
    /** LATE: zeros where an item is first shown, the right one after that. */
    public enum Hash {
        RIGHT,
        NONE,
        HEX,
        EMPTY,
        ZEROS,
        LATE
    }

    /** IGNORED: {@code fileSystemInfo} shows when the drive wrote it. IN_2107: the file's time does not fit. */
    public enum Times {
        KEPT,
        IGNORED,
        SECONDS,
        IN_2107
    }

    /** Of the last fragment, though the file is complete. */
    public enum LastAnswer {
        ITEM,
        NO_SIZE,
        NO_ETAG,
        HTML,
        EMPTY_OBJECT
    }

    /** OPEN "26-", CLOSED "26-99", SEVERAL both parts of it, EMPTY [], ABSENT no such member. */
    public enum Ranges {
        OPEN,
        CLOSED,
        SEVERAL,
        EMPTY,
        ABSENT
    }

    /** In {@code GET /me/drive} alone. Every simulated id begins with a zero. */
    public enum DriveId {
        USUAL,
        LOWER_CASE,
        NO_LEADING_ZERO
    }

    /** In {@code GET /me/drive}. */
    public enum QuotaShown {
        RIGHT,
        ZEROS,
        MISSING
    }

    /** Both are told of personal drives. */
    public enum PermanentDelete {
        WORKS,
        NOT_SUPPORTED
    }

    public volatile Hash hash = Hash.RIGHT;
    public volatile Times times = Times.KEPT;
    public volatile LastAnswer lastAnswer = LastAnswer.ITEM;
    public volatile Ranges ranges = Ranges.OPEN;
    public volatile DriveId driveId = DriveId.USUAL;
    public volatile QuotaShown quota = QuotaShown.RIGHT;
    public volatile PermanentDelete permanentDelete = PermanentDelete.WORKS;
    /** How long each call, to Graph or for a content, takes at least. */
    public volatile int answersAfterMillis;
    /** More than so many children are never in one page, whatever was asked for. */
    public volatile int largestPage = 999;
    /** How long the address of a content works, by the person's clock. */
    public volatile int downloadUrlSeconds = 3600;
    /** Members that no answer with an item has, as {@code size}. */
    public volatile Set<String> itemsWithout = Set.of();

    /** So many answers to fragments that were taken, but not the last, are lost: the line closes. */
    public final AtomicInteger lostAnswers = new AtomicInteger();
    /** The same for the last fragment. */
    public final AtomicInteger lostLastAnswers = new AtomicInteger();
    /** So many fragments are cut by the drive after {@link #cutAfterBytes}. */
    public final AtomicInteger cutFragments = new AtomicInteger();

    public volatile long cutAfterBytes;
    /** What arrived of a fragment that was cut, by either side, is kept. */
    public volatile boolean keepsCutFragments;
    /** So many fragments are answered 202 and forgotten at once; any large number: never a step forward. */
    public final AtomicInteger forgottenFragments = new AtomicInteger();
    /** So many times a session that is called again has lost its last fragment. */
    public final AtomicInteger fallsBack = new AtomicInteger();
    /** Files, so many, are complete with their first byte flipped, by a session or a plain PUT. */
    public final AtomicInteger flips = new AtomicInteger();
    /** How fast each fragment comes in; 0 for as fast as it can. */
    public volatile long bytesPerSecond;
    /** How long a new session is not found, by the person's clock. */
    public volatile int sessionsHiddenSeconds;
    /** At which PUT, from 1, a session is gone; 0 for never. So many sessions. */
    public volatile int sessionGoneAtFragment;

    public final AtomicInteger sessionsGone = new AtomicInteger(1);
    /** So many of the sessions opened from now on refuse every fragment, with {@link #cursedStatus}. */
    public final AtomicInteger cursedSessions = new AtomicInteger();

    public volatile int cursedStatus = 412;
    public volatile String cursedCode = "notAllowed";
    /** What is answered below a file, as if it were a folder: 400, 404, 405 or 409. */
    public volatile int belowAFileStatus = 404;

    /** {@code GET} of a session. */
    public final Refusal asking = new Refusal();
    /** {@code POST createUploadSession}. */
    public final Refusal openings = new Refusal();
    /** {@code PATCH} of an item. */
    public final Refusal patches = new Refusal();
    /** {@code DELETE} of an item. */
    public final Refusal deletions = new Refusal();
    /** {@code POST permanentDelete} of an item. */
    public final Refusal deletionsForGood = new Refusal();
    /** {@code GET} of a file by its id; by its path it is found. */
    public final Refusal filesById = new Refusal();
    /** {@code GET /me/drive}. */
    public final Refusal drive = new Refusal();
    /** Every call to Graph and to upload URLs. */
    public final Refusal everything = new Refusal();

    static boolean takes(AtomicInteger left) {
        return left.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0;
    }
}
