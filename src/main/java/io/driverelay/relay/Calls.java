package io.driverelay.relay;

import io.driverelay.drive.Hearing;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A turn's calls to its drive, told by kind and not one by one: the log must not grow with the file. Of one thread. */
final class Calls implements Hearing {
    private static final EventLog EVENTS = new EventLog();

    /** A kind of call, as the log has it. */
    enum Kind {
        LOOK_UP,
        FOLDER,
        OPEN_SESSION,
        ASK_SESSION,
        SEND_FRAGMENT,
        END_SESSION,
        PUT_FILE,
        DELETE,
        OTHER
    }

    private final Map<Kind, Tally> tallies = new LinkedHashMap<>();
    private Kind underWay = Kind.OTHER;

    private static final class Tally {
        private int calls;
        private int failed;
        private long bytes;
        private Duration all = Duration.ZERO;
        private Duration slowest = Duration.ZERO;
        private String slowestRequest;
        private int failedStatus;
        private String failedRequest;
    }

    /** The next answers are of that kind. */
    void begin(Kind kind) {
        underWay = kind;
    }

    @Override
    public void answered(int status, String requestId, Duration took) {
        Tally tally = tallies.computeIfAbsent(underWay, kind -> new Tally());
        tally.calls++;
        tally.all = tally.all.plus(took);
        if (took.compareTo(tally.slowest) >= 0) {
            tally.slowest = took;
            tally.slowestRequest = requestId;
        }
        if (isFailed(status)) {
            tally.failed++;
            tally.failedStatus = status;
            tally.failedRequest = requestId;
        }
    }

    /** What is looked for need not be there. */
    private boolean isFailed(int status) {
        boolean absent = status == 404 && underWay == Kind.LOOK_UP;
        return (status < 200 || status >= 400) && !absent;
    }

    void sent(long bytes) {
        tallies.computeIfAbsent(Kind.SEND_FRAGMENT, kind -> new Tally()).bytes += bytes;
    }

    /** A line for each kind that came up. */
    void tell(Upload upload) {
        tallies.forEach((kind, tally) -> tell(upload, kind, tally));
        tallies.clear();
    }

    /** The fragments of one session, which is left. */
    void tellFragments(Upload upload) {
        Tally tally = tallies.remove(Kind.SEND_FRAGMENT);
        if (tally != null) {
            tell(upload, Kind.SEND_FRAGMENT, tally);
        }
    }

    private static void tell(Upload upload, Kind kind, Tally tally) {
        EventLine line = upload.line(Event.DRIVE_CALLS)
                .with(Text.CALL, kind)
                .with(Amount.TURN, upload.journey().turns())
                .with(Amount.CALLS, tally.calls)
                .with(Amount.CALLS_MS, tally.all.toMillis())
                .with(Amount.SLOWEST_CALL_MS, tally.slowest.toMillis())
                .with(Text.REQUEST_ID, tally.slowestRequest);
        if (kind == Kind.SEND_FRAGMENT) {
            line.with(Amount.SENT_BYTES, tally.bytes);
        }
        if (tally.failed > 0) {
            line.with(Amount.CALLS_FAILED, tally.failed)
                    .with(Amount.FAILED_STATUS, tally.failedStatus)
                    .with(Text.FAILED_REQUEST_ID, tally.failedRequest);
        }
        EVENTS.write(line);
    }
}
