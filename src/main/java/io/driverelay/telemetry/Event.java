package io.driverelay.telemetry;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Dimension.Time;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every event that the relay tells of. {@code docs/events.md} shows them. */
@SuppressWarnings("ImmutableEnumChecker") // its list is
public enum Event {
    // uploads
    UPLOAD_OPENED(INFO, Subject.UPLOAD, "a home may put its content now", Text.KIND, Text.TRANSFER, Amount.SIZE_BYTES),
    UPLOAD_COMMITTED(
            INFO,
            Subject.UPLOAD,
            "the content is fixed, and waits for its turn",
            Amount.SIZE_BYTES,
            Amount.OPENED_TO_COMMITTED_MS),
    TURN_BEGAN(INFO, Subject.UPLOAD, "an instance works on it", Amount.TURN, Amount.LATE_MS),
    SENDING_BEGAN(INFO, Subject.UPLOAD, "its first byte goes to the drive"),
    SESSION_OPENED(INFO, Subject.UPLOAD, "the drive waits for its bytes", Amount.SESSION),
    SESSION_LEFT(
            INFO,
            Subject.UPLOAD,
            "the drive waits for no more bytes of that session",
            Amount.SESSION,
            Text.OUTCOME,
            Amount.CONFIRMED_BYTES),
    DRIVE_CALLS(
            INFO, Subject.CALLS, "calls of one kind that a turn made to its drive; of fragments those of one session"),
    TURN_ENDED(
            INFO,
            Subject.UPLOAD,
            "the instance works on it no more",
            Amount.TURN,
            Text.OUTCOME,
            Text.REASON,
            Amount.TURN_MS,
            Amount.CONFIRMED_BYTES),
    UPLOAD_WAITS(INFO, Subject.UPLOAD, "nothing can be done about it now", Text.REASON, Time.DUE_AT),
    UPLOAD_STANDS(
            INFO,
            Subject.UPLOAD,
            "once an hour, as long as it waits for something, or has failed and is kept",
            Text.KIND,
            Text.UPLOAD_STATE,
            Text.REASON,
            Amount.SIZE_BYTES,
            Time.SINCE_AT),
    UPLOAD_DELIVERED(INFO, Subject.ENDING, "the file is on the drive, verified"),
    UPLOAD_FAILED(WARNING, Subject.ENDING, "given up; its owner must do something"),
    UPLOAD_SUPERSEDED(
            INFO, Subject.ENDING, "a newer upload has brought what is on the drive under its name; nothing is lost"),
    UPLOAD_CANCELLED(INFO, Subject.ENDING, "as its owner wished; nothing of it stays"),
    UPLOAD_EXPIRED(INFO, Subject.ENDING, "nobody went on with it; its content is dropped"),
    TRY_FAILED(
            WARNING,
            Subject.UPLOAD,
            "one try within a turn failed, and is treated by docs/treatments.md",
            Text.FAULT,
            Amount.ATTEMPT,
            Text.DETAIL),
    CLAIM_LOST(INFO, Subject.UPLOAD, "a turn stopped, since another holds the upload"),
    CONTENT_DIFFERS(WARNING, Subject.UPLOAD, "what lies on the drive is not what was staged"),
    CANCEL(INFO, Subject.UPLOAD, "its owner cancelled it"),
    DISMISSED(INFO, Subject.UPLOAD, "its owner dismissed it after it had failed"),
    RETRY(INFO, Subject.UPLOAD, "its owner asked for another try"),
    SESSION_NOT_ENDED(INFO, Subject.UPLOAD, "a session that is of no use stays on the drive until it ends by itself"),
    TICKET_NOT_SENT(WARNING, Subject.UPLOAD, "upkeep sends the ticket later"),
    NOT_TOLD(WARNING, Subject.UPLOAD, "those who should hear how it stands are told later", Text.EXCEPTION, Text.STACK),
    CONTENT_NOT_DELETED(WARNING, Subject.UPLOAD, "upkeep deletes the staged content later"),
    SNAPSHOT_NOT_DELETED(WARNING, Subject.UPLOAD, "it goes with its content"),
    TICKET_OF_NO_UPLOAD(WARNING, Subject.UPLOAD, "the upload that a ticket names is not there"),
    TICKET_POISONED(
            ERROR, Subject.UPLOAD, "a message that nobody could serve", Text.QUEUE, Amount.SHARE, Amount.CHARACTERS),

    // connections, keys, sign-ins
    CONNECTION_MADE(INFO, Subject.CONNECTION, "a connection with its first key", Text.KEY_ID),
    CONNECTION_CHANGED(INFO, Subject.CONNECTION, "its settings"),
    CONNECTION_REMOVED(INFO, Subject.CONNECTION, "with its keys and tokens"),
    KEY_MADE(INFO, Subject.CONNECTION, "another home key", Text.KEY_ID),
    KEY_REVOKED(INFO, Subject.CONNECTION, "a home key works no more", Text.KEY_ID),
    KEY_REFUSED(
            WARNING,
            Subject.CONNECTION,
            "a call with a wrong key; of a connection once a minute, of unknown connections at most twenty an hour an instance",
            Text.OUTCOME,
            Text.KEY_ID),
    SIGN_IN_STARTED(INFO, Subject.CONNECTION, "a browser was sent to Microsoft"),
    SIGN_IN_ENDED(INFO, Subject.CONNECTION, "a browser came back", Text.OUTCOME),
    SIGN_IN_LAPSED(WARNING, Subject.CONNECTION, "Microsoft takes the sign-in no more: its owner must sign in again"),
    SIGN_IN_LINK_MADE(
            INFO, Subject.CONNECTION, "whoever has it may sign in; the one before works no more", Time.EXPIRES_AT),
    SIGN_IN_LINK_REVOKED(INFO, Subject.CONNECTION, "by the operator"),
    SIGN_IN_LINK_NOT_ENDED(WARNING, Subject.CONNECTION, "a used link works until its time is over"),
    SIGN_IN_LINK_NOT_DROPPED(WARNING, Subject.RELAY, "a link that is over is dropped later", Text.RECORD),
    SIGN_IN_NOT_RECORDED(WARNING, Subject.CONNECTION, "how a sign-in ended is not shown"),
    ROTATED_TOKEN_NOT_STORED(WARNING, Subject.CONNECTION, "the older refresh token goes on"),
    OLDER_TOKENS_NOT_DISABLED(WARNING, Subject.CONNECTION, "the next refresh tries again"),
    TOKEN_OF_REMOVED_CONNECTION_KEPT(
            WARNING, Subject.CONNECTION, "a refresh token outlives its connection in the vault"),
    CLIENT_SECRET_EXPIRES(
            WARNING,
            Subject.RELAY,
            "the app registration's secret ends soon: put another into the vault",
            Time.EXPIRES_AT),
    CLIENT_SECRET_READ(INFO, Subject.RELAY, "the app registration's secret; once a day", Time.EXPIRES_AT),
    FOLDER_NOT_MARKED(WARNING, Subject.RELAY, "a home's folder has no description by which it is known", Text.FAULT),
    LISTENER_FAILED(
            WARNING,
            Subject.RELAY,
            "what follows a change of a connection was not done",
            Text.CONNECTION_ID,
            Text.UPLOAD_ID,
            Text.EXCEPTION,
            Text.STACK),
    PAUSE_NOT_KEPT(WARNING, Subject.RELAY, "others do not know that somebody asked to be left alone", Text.WHOM),

    TOKEN_REFRESHED(
            INFO,
            Subject.CONNECTION,
            "another access token",
            Amount.VALID_SECONDS,
            Amount.TOKEN_AGE_SECONDS,
            Time.EXPIRES_AT),

    // what lies on drives
    BACKUP_DELETED(INFO, Subject.CONNECTION, "by its owner", Text.BACKUP_ID, Text.BIN),
    FILE_DELETED(INFO, Subject.CONNECTION, "by its owner", Text.ITEM_ID, Text.BIN),
    BACKUP_EXPIRED(INFO, Subject.CONNECTION, "deleted by the home's rule of retention", Text.BACKUP_ID),
    BACKUP_NOT_EXPIRED(
            INFO, Subject.CONNECTION, "the rule lets it go, and it stays for now", Text.BACKUP_ID, Text.REASON),
    BACKUP_DESCRIBED(INFO, Subject.CONNECTION, "a content without a description got one", Text.ITEM_ID, Text.OUTCOME),
    BACKUP_UNDESCRIBABLE(INFO, Subject.CONNECTION, "a content gets no description", Text.ITEM_ID, Text.OUTCOME),
    BACKUP_NOT_DESCRIBED(
            WARNING,
            Subject.CONNECTION,
            "a content gets its description later",
            Text.ITEM_ID,
            Text.OUTCOME,
            Text.FAULT,
            Text.EXCEPTION,
            Text.STACK),
    SHELF_NOT_TENDED(WARNING, Subject.CONNECTION, "a home's folder is looked after later", Text.FAULT),
    CATALOGUE_NOT_KEPT(WARNING, Subject.CONNECTION, "the next list reads more"),

    // pushes
    PUSH_TAKEN(INFO, Subject.PUSH, "the home was told", Text.PUSH),
    PUSH_NOT_TAKEN(WARNING, Subject.PUSH, "the home is told later", Text.PUSH, Amount.ATTEMPT, Text.DETAIL),
    PUSH_GIVEN_UP(WARNING, Subject.PUSH, "the home took nothing for a day, or five deliveries of the push failed"),

    // passes
    PASS_ENDED(INFO, Subject.PASS, "the timer looked after what is alive"),
    DRIVE_READING(
            INFO, Subject.READING, "how a drive stands: when that changes, when it is read again, and once an hour"),
    DRIVES_CHECKED(INFO, Subject.DRIVES, "drives were read"),
    DRIVES_SPREAD(INFO, Subject.RELAY, "there are too many for one instance", Amount.DRIVES),
    DRIVE_NOT_READ(WARNING, Subject.CONNECTION, "its last numbers stay", Text.FAULT),
    DRIVE_NOT_READ_UNEXPECTEDLY(ERROR, Subject.CONNECTION, "a defect", Text.EXCEPTION, Text.STACK),
    READING_NOT_KEPT(WARNING, Subject.CONNECTION, "storage failed: its last numbers stay"),
    SHARE_TOO_LATE(WARNING, Subject.RELAY, "the next pass has begun", Amount.SHARE),
    SHARE_NOT_SENT(WARNING, Subject.RELAY, "its drives are read first in the next pass", Amount.SHARE),
    SHARE_NOT_REPORTED(WARNING, Subject.RELAY, "its drives are read first in this pass", Amount.SHARE),
    UPKEEP_FAILED(
            WARNING,
            Subject.RELAY,
            "a part of a pass, done again in the next",
            Text.PART,
            Text.UPLOAD_ID,
            Text.CONNECTION_ID,
            Text.EXCEPTION,
            Text.STACK),
    UPKEEP_NOTE_NOT_READ(WARNING, Subject.RELAY, "where the last pass stopped is not known: all is looked at"),
    UPKEEP_OUT_OF_TIME(
            WARNING, Subject.RELAY, "the next pass begins with whoever was not reached", Text.PART, Time.FROM_AT),

    // calls
    AUTHORITY_CALL(INFO, Subject.CALL, "the sign-in service was asked", Amount.CALLS_MS),
    DRIVE_CALL_FAILED(
            WARNING, Subject.CONNECTION, "whatever it was for; of a kind once a minute", Text.FAULT, Text.DETAIL),
    STORAGE_CALL_FAILED(WARNING, Subject.STORAGE, "storage or vault refused a call, or did not answer"),

    // the relay itself
    RECORD_UNREADABLE(WARNING, Subject.RELAY, "spoiled, strayed there, or a newer version's", Text.RECORD),
    LIMIT_MET(
            WARNING,
            Subject.CONNECTION,
            "a call was refused for being too large or one too many",
            Text.FUNCTION,
            Text.CODE),
    CALL_FAILED(ERROR, Subject.CONNECTION, "a call was answered with 5xx", Text.FUNCTION, Text.EXCEPTION, Text.STACK),
    CALL_WITHOUT_DRIVE(
            WARNING,
            Subject.CONNECTION,
            "a call was answered with 5xx, since its drive or the sign-in service did not serve it",
            Text.FUNCTION,
            Text.FAULT),
    NOT_CONFIGURED(ERROR, Subject.RELAY, "settings are wrong, and nothing works", Text.SETTINGS),
    NATIVE_TLS_MISSING(WARNING, Subject.RELAY, "the JDK's own TLS goes on, much slower", Text.EXCEPTION, Text.STACK),
    OUT_OF_MEMORY(ERROR, Subject.RELAY, "the JVM ends, and the platform starts another");

    private final System.Logger.Level level;
    private final String meaning;
    private final List<Dimension> dimensions;

    Event(System.Logger.Level level, Subject subject, String meaning, Dimension... dimensions) {
        this.level = level;
        this.meaning = meaning;
        this.dimensions = Stream.concat(subject.dimensions.stream(), Stream.of(dimensions))
                .toList();
    }

    /** Its name in the log: {@code upload-delivered}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public System.Logger.Level level() {
        return level;
    }

    /** One line, for a person. */
    public String meaning() {
        return meaning;
    }

    /** What its line may tell, in this order as a rule; what is not known is left out. */
    public List<Dimension> dimensions() {
        return dimensions;
    }

    /** A line of it about a connection. */
    public EventLine of(String connectionId) {
        return line().with(Text.CONNECTION_ID, connectionId);
    }

    /** A line of it, to be filled and written. */
    public EventLine line() {
        return new EventLine(this);
    }
}
