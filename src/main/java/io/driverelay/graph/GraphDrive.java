package io.driverelay.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.FragmentAnswer;
import io.driverelay.drive.NewFile;
import io.driverelay.drive.UploadSession;
import io.driverelay.graph.GraphHttp.Call;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One person's OneDrive. The app folder is addressed as {@code special/approot}, never by its name, which is localised and may be "Graph". */
final class GraphDrive implements Drive {
    private static final String ACCOUNT = "?$select=id,driveType,owner,webUrl,quota";

    private final GraphPaths paths;
    private final GraphHttp http;
    private final SessionCalls sessions;
    private final BearerTokens tokens;

    GraphDrive(URI graphUrl, GraphHttp http, SessionCalls sessions, BearerTokens tokens) {
        this.paths = new GraphPaths(graphUrl);
        this.http = http;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    @Override
    public DriveAccount account() {
        GraphReply reply = http.authorized(Call.get(paths.drive(ACCOUNT)), tokens);
        return GraphJson.account(reply.json())
                .orElseThrow(() -> new DriveFault(
                        DriveFault.Kind.UNREACHABLE, "OneDrive answered " + reply.status() + " without a drive"));
    }

    @Override
    public DriveItem appFolder() {
        return item(http.authorized(Call.get(paths.appFolder()), tokens));
    }

    @Override
    public Optional<DriveItem> item(String itemId) {
        return ifThere(Call.get(paths.item(itemId)));
    }

    @Override
    public Optional<DriveItem> find(String folderId, String path) {
        return ifThere(Call.get(paths.below(folderId, path, "")));
    }

    @Override
    public DriveItem createFolder(String parentId, String name) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("@microsoft.graph.conflictBehavior", "fail");
        body.putObject("folder");
        return item(http.authorized(Call.json("POST", paths.children(parentId), GraphReply.bytes(body)), tokens));
    }

    @Override
    public DriveItem put(NewFile file, byte[] content) {
        String query = "/content?@microsoft.graph.conflictBehavior=" + GraphJson.conflict(file);
        URI url = paths.below(file.folderId(), file.name(), query);
        return item(http.authorized(
                new Call("PUT", url, Map.of("Content-Type", "application/octet-stream"), content), tokens));
    }

    @Override
    public UploadSession openSession(NewFile file) {
        URI url = paths.below(file.folderId(), file.name(), "/createUploadSession");
        byte[] body = GraphReply.bytes(GraphJson.sessionRequest(file));
        GraphReply reply = http.authorized(Call.json("POST", url, body), tokens);
        String uploadUrl =
                Objects.requireNonNullElse(GraphJson.text(reply.json().path("uploadUrl")), "");
        return new UploadSession(
                sessions.checked(uploadUrl), GraphJson.standing(reply.json()).expiresAt());
    }

    @Override
    public FragmentAnswer.Accepted ask(UploadSession session) {
        return sessions.ask(session);
    }

    @Override
    public FragmentAnswer send(
            UploadSession session,
            ByteRange range,
            long totalBytes,
            InputStream bytes,
            Duration deadline,
            Cutoff cutoff) {
        return sessions.send(session, new SessionCalls.Fragment(range, totalBytes, bytes), deadline, cutoff);
    }

    @Override
    public void end(UploadSession session) {
        sessions.end(session);
    }

    /** Without an eTag nobody knows whether it is still the item that was read. */
    @Override
    public void delete(String itemId, String eTag) {
        if (eTag == null || eTag.isBlank()) {
            throw new DriveFault(DriveFault.Kind.CHANGED, "the item was read without its eTag, so it is not deleted");
        }
        try {
            http.authorized(new Call("DELETE", paths.item(itemId), Map.of("If-Match", eTag), null), tokens);
        } catch (DriveFault fault) {
            if (!saysGone(fault)) {
                throw fault;
            }
        }
    }

    /** With a wish to be left alone it says nothing for certain, and the wish must not be lost. */
    private static boolean saysGone(DriveFault fault) {
        return fault.kind() == DriveFault.Kind.NOT_FOUND && fault.retryAfter().isEmpty();
    }

    private Optional<DriveItem> ifThere(Call call) {
        try {
            return Optional.of(item(http.authorized(call, tokens)));
        } catch (DriveFault fault) {
            if (saysGone(fault)) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private static DriveItem item(GraphReply reply) {
        return GraphJson.item(reply.json())
                .orElseThrow(() -> new DriveFault(
                        DriveFault.Kind.UNREACHABLE, "OneDrive answered " + reply.status() + " without an item"));
    }
}
