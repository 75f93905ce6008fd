package io.driverelay.telemetry;

import static io.driverelay.telemetry.Dimension.Amount.ATTEMPT;
import static io.driverelay.telemetry.Dimension.Amount.CHARACTERS;
import static io.driverelay.telemetry.Dimension.Amount.DRIVES;
import static io.driverelay.telemetry.Dimension.Amount.DRIVES_FAILED;
import static io.driverelay.telemetry.Dimension.Amount.DRIVES_NOT_REACHED;
import static io.driverelay.telemetry.Dimension.Amount.SHARE;
import static io.driverelay.telemetry.Dimension.Text.BACKUP_ID;
import static io.driverelay.telemetry.Dimension.Text.BIN;
import static io.driverelay.telemetry.Dimension.Text.CODE;
import static io.driverelay.telemetry.Dimension.Text.CONNECTION_ID;
import static io.driverelay.telemetry.Dimension.Text.DETAIL;
import static io.driverelay.telemetry.Dimension.Text.EXCEPTION;
import static io.driverelay.telemetry.Dimension.Text.FAULT;
import static io.driverelay.telemetry.Dimension.Text.FUNCTION;
import static io.driverelay.telemetry.Dimension.Text.ITEM_ID;
import static io.driverelay.telemetry.Dimension.Text.KEY_ID;
import static io.driverelay.telemetry.Dimension.Text.OUTCOME;
import static io.driverelay.telemetry.Dimension.Text.PART;
import static io.driverelay.telemetry.Dimension.Text.PUSH;
import static io.driverelay.telemetry.Dimension.Text.REASON;
import static io.driverelay.telemetry.Dimension.Text.RECORD;
import static io.driverelay.telemetry.Dimension.Text.SETTINGS;
import static io.driverelay.telemetry.Dimension.Text.STACK;
import static io.driverelay.telemetry.Dimension.Text.TRACE_ID;
import static io.driverelay.telemetry.Dimension.Text.UPLOAD_ID;
import static io.driverelay.telemetry.Dimension.Text.WHOM;
import static io.driverelay.telemetry.Dimension.Time.EXPIRES_AT;
import static io.driverelay.telemetry.Dimension.Time.FROM_AT;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every event that the relay tells of. {@code docs/events.md} shows them. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are
public enum Event {
    // uploads
    UPLOAD_DELIVERED(INFO, Of.UPLOAD, "the file is on the drive, verified"),
    UPLOAD_FAILED(WARNING, Of.UPLOAD, "given up; its owner must do something", REASON),
    UPLOAD_WAITS(INFO, Of.UPLOAD, "nothing can be done about it now", REASON),
    TRY_FAILED(WARNING, Of.UPLOAD, "one try within a turn failed, and is treated by docs/treatments.md", FAULT, DETAIL),
    CLAIM_LOST(INFO, Of.UPLOAD, "a turn stopped, since another holds the upload"),
    CONTENT_DIFFERS(WARNING, Of.UPLOAD, "what lies on the drive is not what was staged"),
    STAGED_CONTENT_REFUSED(INFO, Of.UPLOAD, "what was staged is not what was declared, and was dropped"),
    CANCEL(INFO, Of.UPLOAD, "its owner cancelled it"),
    DISMISSED(INFO, Of.UPLOAD, "its owner dismissed it after it had failed"),
    RETRY(INFO, Of.UPLOAD, "its owner asked for another try"),
    SESSION_NOT_ENDED(INFO, Of.UPLOAD, "a session that is of no use stays on the drive until it ends by itself"),
    TICKET_NOT_SENT(WARNING, Of.UPLOAD, "upkeep sends the ticket later"),
    NOT_TOLD(WARNING, Of.UPLOAD, "those who should hear how it stands are told later", EXCEPTION, STACK),
    CONTENT_NOT_DELETED(WARNING, Of.UPLOAD, "upkeep deletes the staged content later"),
    SNAPSHOT_NOT_DELETED(WARNING, Of.UPLOAD, "it goes with its content"),
    TICKET_OF_NO_UPLOAD(
            WARNING, Of.RELAY, "the upload that a ticket names is not there", UPLOAD_ID, CONNECTION_ID, TRACE_ID),
    TICKET_POISONED(
            ERROR, Of.RELAY, "a message that nobody could serve", UPLOAD_ID, CONNECTION_ID, TRACE_ID, CHARACTERS),

    // connections, keys, sign-ins
    CONNECTION_MADE(INFO, Of.CONNECTION, "a connection with its first key", KEY_ID),
    CONNECTION_CHANGED(INFO, Of.CONNECTION, "its settings"),
    CONNECTION_REMOVED(INFO, Of.CONNECTION, "with its keys and tokens"),
    KEY_MADE(INFO, Of.CONNECTION, "another home key", KEY_ID),
    KEY_REVOKED(INFO, Of.CONNECTION, "a home key works no more", KEY_ID),
    KEY_REFUSED(WARNING, Of.CONNECTION, "a call with a wrong key"),
    SIGN_IN_STARTED(INFO, Of.CONNECTION, "a browser was sent to Microsoft"),
    SIGN_IN_ENDED(INFO, Of.CONNECTION, "a browser came back", OUTCOME),
    SIGN_IN_LAPSED(WARNING, Of.CONNECTION, "Microsoft takes the sign-in no more: its owner must sign in again"),
    SIGN_IN_LINK_REVOKED(INFO, Of.CONNECTION, "by the operator"),
    SIGN_IN_LINK_NOT_ENDED(WARNING, Of.CONNECTION, "a used link works until its time is over"),
    SIGN_IN_LINK_NOT_DROPPED(WARNING, Of.RELAY, "a link that is over is dropped later", RECORD),
    SIGN_IN_NOT_RECORDED(WARNING, Of.CONNECTION, "how a sign-in ended is not shown"),
    ROTATED_TOKEN_NOT_STORED(WARNING, Of.CONNECTION, "the older refresh token goes on"),
    OLDER_TOKENS_NOT_DISABLED(WARNING, Of.CONNECTION, "the next refresh tries again"),
    TOKEN_OF_REMOVED_CONNECTION_KEPT(WARNING, Of.CONNECTION, "a refresh token outlives its connection in the vault"),
    CLIENT_SECRET_EXPIRES(
            WARNING, Of.RELAY, "the app registration's secret ends soon: put another into the vault", EXPIRES_AT),
    FOLDER_NOT_MARKED(WARNING, Of.RELAY, "a home's folder has no description by which it is known", FAULT),
    LISTENER_FAILED(WARNING, Of.RELAY, "what follows a change of a connection was not done", EXCEPTION, STACK),
    PAUSE_NOT_KEPT(WARNING, Of.RELAY, "others do not know that somebody asked to be left alone", WHOM),

    // what lies on drives
    BACKUP_DELETED(INFO, Of.CONNECTION, "by its owner", BACKUP_ID, BIN),
    FILE_DELETED(INFO, Of.CONNECTION, "by its owner", ITEM_ID, BIN),
    BACKUP_EXPIRED(INFO, Of.CONNECTION, "deleted by the home's rule of retention", BACKUP_ID),
    BACKUP_NOT_EXPIRED(INFO, Of.CONNECTION, "the rule lets it go, and it stays for now", BACKUP_ID, REASON),
    BACKUP_DESCRIBED(INFO, Of.CONNECTION, "a content without a description got one", ITEM_ID, OUTCOME),
    BACKUP_UNDESCRIBABLE(INFO, Of.CONNECTION, "a content gets no description", ITEM_ID, OUTCOME),
    BACKUP_NOT_DESCRIBED(
            WARNING, Of.CONNECTION, "a content gets its description later", ITEM_ID, OUTCOME, FAULT, EXCEPTION, STACK),
    SHELF_NOT_TENDED(WARNING, Of.CONNECTION, "a home's folder is looked after later", FAULT),
    CATALOGUE_NOT_KEPT(WARNING, Of.CONNECTION, "the next list reads more"),

    // pushes
    PUSH_TAKEN(INFO, Of.PUSH, "the home was told", PUSH),
    PUSH_NOT_TAKEN(WARNING, Of.PUSH, "the home is told later", PUSH, ATTEMPT, DETAIL),
    PUSH_GIVEN_UP(WARNING, Of.PUSH, "the home took nothing for a day"),

    // passes
    DRIVES_CHECKED(INFO, Of.RELAY, "drives were read", DRIVES, DRIVES_FAILED, DRIVES_NOT_REACHED),
    DRIVES_SPREAD(INFO, Of.RELAY, "there are too many for one instance", DRIVES),
    DRIVE_NOT_READ(WARNING, Of.CONNECTION, "its last numbers stay", FAULT),
    DRIVE_NOT_READ_UNEXPECTEDLY(ERROR, Of.CONNECTION, "a defect", EXCEPTION, STACK),
    READING_NOT_KEPT(WARNING, Of.CONNECTION, "storage failed: its last numbers stay"),
    SHARE_TOO_LATE(WARNING, Of.RELAY, "the next pass has begun", SHARE),
    SHARE_NOT_SENT(WARNING, Of.RELAY, "its drives are read first in the next pass", SHARE),
    SHARE_NOT_REPORTED(WARNING, Of.RELAY, "its drives are read first in this pass", SHARE),
    UPKEEP_FAILED(
            WARNING,
            Of.RELAY,
            "a part of a pass, done again in the next",
            PART,
            UPLOAD_ID,
            CONNECTION_ID,
            EXCEPTION,
            STACK),
    UPKEEP_NOTE_NOT_READ(WARNING, Of.RELAY, "where the last pass stopped is not known: all is looked at"),
    UPKEEP_OUT_OF_TIME(WARNING, Of.RELAY, "the next pass begins with whoever was not reached", FROM_AT),

    // the relay itself
    RECORD_UNREADABLE(WARNING, Of.RELAY, "spoiled, strayed there, or a newer version's", RECORD),
    LIMIT_MET(WARNING, Of.RELAY, "a call was refused for being too large or one too many", FUNCTION, CODE),
    CALL_FAILED(ERROR, Of.RELAY, "a call was answered with 5xx", FUNCTION, EXCEPTION, STACK),
    NOT_CONFIGURED(ERROR, Of.RELAY, "settings are wrong, and nothing works", SETTINGS),
    NATIVE_TLS_MISSING(WARNING, Of.RELAY, "the JDK's own TLS goes on, much slower", EXCEPTION, STACK),
    OUT_OF_MEMORY(ERROR, Of.RELAY, "the JVM ends, and the platform starts another");

    private final System.Logger.Level level;
    private final String meaning;
    private final List<Dimension> dimensions;

    Event(System.Logger.Level level, Of of, String meaning, Dimension... dimensions) {
        this.level = level;
        this.meaning = meaning;
        this.dimensions =
                Stream.concat(of.dimensions.stream(), Stream.of(dimensions)).toList();
    }

    /** Whose event it is, which its first dimensions tell. */
    private enum Of {
        UPLOAD(TRACE_ID, UPLOAD_ID, CONNECTION_ID),
        PUSH(CONNECTION_ID, UPLOAD_ID, TRACE_ID),
        CONNECTION(CONNECTION_ID),
        RELAY;

        private final List<Dimension> dimensions;

        Of(Dimension... dimensions) {
            this.dimensions = List.of(dimensions);
        }
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
        return line().with(CONNECTION_ID, connectionId);
    }

    /** A line of it, to be filled and written. */
    public EventLine line() {
        return new EventLine(this);
    }
}
