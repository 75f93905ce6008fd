package io.driverelay.graph;

import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.Drive;
import io.driverelay.drive.Drives;
import io.driverelay.transport.ByteClient;
import java.net.URI;
import java.time.Clock;

/** OneDrives behind Microsoft Graph. */
public final class GraphDrives implements Drives {
    private final URI graphUrl;
    private final GraphHttp http;
    private final SessionCalls sessions;

    /** @param graphUrl with its version, {@code https://graph.microsoft.com/v1.0} */
    public GraphDrives(URI graphUrl, ByteClient bytes, Clock clock) {
        this.graphUrl = graphUrl;
        this.http = new GraphHttp(new GraphFaults(clock));
        this.sessions = new SessionCalls(http, bytes, new GraphFaults(clock));
    }

    @Override
    public Drive with(BearerTokens tokens) {
        return new GraphDrive(graphUrl, http, sessions, tokens);
    }
}
