package io.driverelay.telemetry;

/**
 * The one writer of the log. It holds nothing: its lines go by the JDK's logging to the log of the invocation that runs, which is the
 * platform's.
 */
public final class EventLog {
    /** The logger's name. */
    public static final String NAME = "io.driverelay";

    private static final System.Logger LOG = System.getLogger(NAME);

    public void write(EventLine line) {
        LOG.log(line.event().level(), line.text());
    }
}
