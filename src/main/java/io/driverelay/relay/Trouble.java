package io.driverelay.relay;

import static io.driverelay.relay.Trouble.Between.BACKOFF;
import static io.driverelay.relay.Trouble.Between.HOUR;
import static io.driverelay.relay.Trouble.Between.NEWS;
import static io.driverelay.relay.Trouble.Between.QUARTER_HOUR;
import static io.driverelay.relay.Trouble.Between.SAME_NAME_MOVES;
import static io.driverelay.relay.Trouble.Between.SLOW_BACKOFF;
import static io.driverelay.relay.Trouble.Ends.AT_ONCE;
import static io.driverelay.relay.Trouble.Ends.NEVER;
import static io.driverelay.relay.Trouble.Ends.REFUSALS;
import static io.driverelay.relay.Trouble.Ends.SESSIONS;
import static io.driverelay.relay.Trouble.Next.ASK;
import static io.driverelay.relay.Trouble.Next.FOLDER;
import static io.driverelay.relay.Trouble.Next.LOOK_UP;
import static io.driverelay.relay.Trouble.Next.SAME;
import static io.driverelay.relay.Trouble.Next.SMALLER;

import io.driverelay.drive.DriveFault;
import io.driverelay.upload.Reason;

/**
 * Everything that can keep a turn from going on, one row each: who failed, what is asked next, how often in a row within a turn (after 1, 2,
 * 4, 8, 16 s), what passes between turns, after how many answers without progress a session is given up for another (0: never), what ends
 * it, and what the owner reads. {@link DriveFault.Kind} says which answers a row stands for. docs/treatments.md shows the same table.
 */
enum Trouble {
    THROTTLED(Reason.DRIVE, ASK, 5, BACKOFF, 0, NEVER, "OneDrive asks to be left alone for a while. Nothing to do."),
    UNREACHABLE(Reason.DRIVE, ASK, 5, BACKOFF, 10, NEVER, "OneDrive fails or cannot be reached. Nothing to do."),
    TOO_SLOW(Reason.DRIVE, SMALLER, 5, BACKOFF, 10, NEVER, "OneDrive takes the bytes too slowly. Nothing to do."),
    NO_PROGRESS(Reason.DRIVE, SMALLER, 5, BACKOFF, 3, SESSIONS, "OneDrive answers, but takes no bytes. Nothing to do."),
    ELSEWHERE(Reason.DRIVE, ASK, 5, BACKOFF, 5, SESSIONS, "OneDrive lost count of the bytes. Nothing to do."),
    UNSEEN(Reason.DRIVE, ASK, 5, BACKOFF, 8, SESSIONS, "OneDrive has the file, but does not show it. Nothing to do."),
    CHANGED(Reason.DRIVE, ASK, 5, BACKOFF, 4, REFUSALS, "The file changes on the OneDrive meanwhile. Nothing to do."),
    SESSION_GONE(
            Reason.DRIVE, LOOK_UP, 5, BACKOFF, 0, SESSIONS, "OneDrive has dropped the half-sent file. Nothing to do."),
    NAME_TAKEN(
            Reason.DRIVE, LOOK_UP, 5, BACKOFF, 0, REFUSALS, "OneDrive says that the name is taken, and shows nothing."),
    NOT_FOUND(Reason.DRIVE, FOLDER, 5, BACKOFF, 0, NEVER, "OneDrive does not find the folder that it has just shown."),
    REFUSED(Reason.DRIVE, ASK, 3, BACKOFF, 4, REFUSALS, "OneDrive refuses the request. It is tried again some times."),
    NO_SPACE(
            Reason.SPACE,
            SAME,
            0,
            NEWS,
            0,
            NEVER,
            "The OneDrive is full. Make room there; the upload goes on by itself."),
    DENIED(
            Reason.DRIVE,
            FOLDER,
            1,
            SLOW_BACKOFF,
            0,
            NEVER,
            "OneDrive denies the access. It is tried again; sign in again if this stays."),
    READ_ONLY(
            Reason.READ_ONLY_DRIVE,
            SAME,
            0,
            HOUR,
            0,
            NEVER,
            "Microsoft keeps the app's folder read-only. If onedrive.live.com says that the OneDrive is frozen, unfreeze it there;"
                    + " if not, whoever runs the relay has the remedy: one sign-in with Files.ReadWrite added to"
                    + " ONEDRIVE_SCOPES, then one without it. The upload is tried every hour."),
    SIGN_IN_REQUIRED(
            Reason.SIGN_IN,
            SAME,
            0,
            NEWS,
            0,
            NEVER,
            "The sign-in has lapsed. Sign in again; the upload goes on by itself."),
    SIGN_IN_SERVICE(
            Reason.SIGN_IN_SERVICE, SAME, 2, BACKOFF, 0, NEVER, "Microsoft's sign-in service fails. Nothing to do."),
    OPERATOR_MUST_ACT(
            Reason.OPERATOR,
            SAME,
            0,
            QUARTER_HOUR,
            0,
            NEVER,
            "Microsoft refuses the relay itself: its operator must check the"
                    + " app registration and its client secret."),
    VAULT(Reason.VAULT, SAME, 2, BACKOFF, 0, NEVER, "The relay's key vault fails. Nothing to do."),
    VAULT_DENIED(
            Reason.OPERATOR,
            SAME,
            0,
            QUARTER_HOUR,
            0,
            NEVER,
            "The relay's key vault refuses it: its operator must check the"
                    + " vault's roles and that no secret is disabled."),
    RECORDS(Reason.STORAGE, SAME, 5, BACKOFF, 0, NEVER, "The relay's own storage fails. Nothing to do."),
    STAGING(Reason.STORAGE, ASK, 5, BACKOFF, 0, NEVER, "The staged content cannot be read just now. Nothing to do."),
    SAME_NAME(
            Reason.SAME_NAME,
            SAME,
            0,
            SAME_NAME_MOVES,
            0,
            NEVER,
            "Another upload of the same name is on its way. This one" + " follows it by itself."),
    NAME_REFUSED(
            Reason.NAME_REFUSED,
            SAME,
            0,
            NEWS,
            0,
            AT_ONCE,
            "OneDrive takes no file of this name, path or size. Send it with" + " another."),
    CONTENT_REFUSED(
            Reason.CONTENT_REFUSED,
            SAME,
            0,
            NEWS,
            0,
            AT_ONCE,
            "OneDrive takes the content for malware. Look at it before you" + " send it again."),
    CUT_OFF(Reason.DRIVE, ASK, 0, NEWS, 0, NEVER, "");

    /** How many sessions may be lost. */
    static final int SESSIONS_LOST = 3;

    /** How many sessions are given up only because the drive fails: then the one that stands is kept as long as it lives. */
    static final int SESSIONS_GIVEN_UP = 3;

    /** How many refusals in a row, over all turns. */
    static final int REFUSALS_IN_A_ROW = 10;

    /** What is asked next. */
    enum Next {
        /** The same once more. */
        SAME,
        /** The session, where it stands. */
        ASK,
        /** The session, and then a smaller fragment goes out. */
        SMALLER,
        /** What lies under the name; then perhaps another session. */
        LOOK_UP,
        /** The folder, anew. */
        FOLDER
    }

    /** What passes between turns. */
    enum Between {
        /** A quarter of the time since the commit, from one minute to a quarter of an hour. */
        BACKOFF,
        /** The same, to an hour. */
        SLOW_BACKOFF,
        QUARTER_HOUR,
        HOUR,
        /** Upkeep sees that it may go on: a sign-in, or room. */
        NEWS,
        /** A quarter of the time since the commit, from ten seconds to five minutes. */
        SAME_NAME_MOVES
    }

    /** What ends the upload; beyond that everything fails after thirty days of waiting. */
    enum Ends {
        NEVER,
        AT_ONCE,
        /** {@link #REFUSALS_IN_A_ROW}. */
        REFUSALS,
        /** {@link #SESSIONS_LOST}. */
        SESSIONS
    }

    final Reason reason;
    final Next next;
    final int triesInTurn;
    final Between between;
    final int sessionTries;
    final Ends ends;
    final String words;

    Trouble(Reason reason, Next next, int triesInTurn, Between between, int sessionTries, Ends ends, String words) {
        this.reason = reason;
        this.next = next;
        this.triesInTurn = triesInTurn;
        this.between = between;
        this.sessionTries = sessionTries;
        this.ends = ends;
        this.words = words;
    }

    /** Each kind of fault has the row of its name. */
    static Trouble of(DriveFault.Kind kind) {
        return valueOf(kind.name());
    }
}
