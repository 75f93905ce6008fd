package io.driverelay.graph;

import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.Drive;
import io.driverelay.drive.Drives;
import io.driverelay.drive.Hearing;
import io.driverelay.transport.ByteClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** OneDrives behind Microsoft Graph. */
public final class GraphDrives implements Drives {
    /** For a call, its connection and the whole answer included. */
    public static final Duration CALL = Duration.ofSeconds(20);

    private final GraphPaths paths;
    private final Exchanges exchanges;
    private final GraphHttp http;
    private final SessionCalls sessions;
    private final ContentCalls contents;

    /**
     * @param graphUrl with its version, {@code https://graph.microsoft.com/v1.0}
     * @param bytes built at the first call
     */
    public GraphDrives(URI graphUrl, Supplier<ByteClient> bytes, Clock clock) {
        this(graphUrl, bytes, clock, CALL);
    }

    /** @param call the limit of each call, its connection and the whole answer included */
    public GraphDrives(URI graphUrl, Supplier<ByteClient> bytes, Clock clock, Duration call) {
        var faults = new GraphFaults(clock);
        this.paths = new GraphPaths(graphUrl);
        this.exchanges = new Exchanges(bytes, call);
        this.http = new GraphHttp(exchanges, faults);
        var urls = new PreauthenticatedUrls(graphUrl);
        this.sessions = new SessionCalls(http, bytes, faults, urls);
        this.contents = new ContentCalls(graphUrl, http, urls, clock);
    }

    @Override
    public Drive with(BearerTokens tokens) {
        return new GraphDrive(paths, http, sessions, contents, tokens);
    }

    @Override
    public Drive with(BearerTokens tokens, Hearing hearing) {
        return new GraphDrive(
                paths, http.heardBy(hearing), sessions.heardBy(hearing), contents.heardBy(hearing), tokens);
    }

    /**
     * Ends every small call that runs at this moment, of whichever drive, with {@code CUT_OFF}: the instance is being shut down. Fragments have
     * their own {@link io.driverelay.drive.Cutoff}; calls that begin later are not touched.
     */
    public void abortAll() {
        exchanges.abortAll();
    }
}
