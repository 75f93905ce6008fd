package io.driverelay.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.DownloadUrl;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.FolderPage;
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
import java.util.Set;

/** One person's OneDrive. The app folder is addressed as {@code special/approot}, never by its name, which is localised and may be "Graph". */
final class GraphDrive implements Drive {
    private static final Set<Integer> NOT_SUPPORTED = Set.of(400, 403, 404, 405, 501);
    private static final String ACCOUNT = "?$select=id,driveType,owner,webUrl,quota";

    private final GraphPaths paths;
    private final GraphHttp http;
    private final SessionCalls sessions;
    private final ContentCalls contents;
    private final BearerTokens tokens;

    GraphDrive(GraphPaths paths, GraphHttp http, SessionCalls sessions, ContentCalls contents, BearerTokens tokens) {
        this.paths = paths;
        this.http = http;
        this.sessions = sessions;
        this.contents = contents;
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

    @Override
    public void delete(String itemId, String eTag) {
        requireKnown(eTag);
        try {
            http.authorized(new Call("DELETE", paths.item(itemId), Map.of("If-Match", eTag), null), tokens);
        } catch (DriveFault fault) {
            if (!saysGone(fault)) {
                throw fault;
            }
        }
    }

    /** Where it is not known how, it has been answered with each of these; one that asks to be left alone says nothing of that. */
    @Override
    public Deletion deletePermanently(String itemId, String eTag) {
        requireKnown(eTag);
        URI url = paths.itemAction(itemId, "/permanentDelete");
        GraphReply reply = http.answered(new Call("POST", url, Map.of("If-Match", eTag), null), tokens);
        if (reply.isSuccess()) {
            return Deletion.FOR_GOOD;
        }
        if (!NOT_SUPPORTED.contains(reply.status())
                || reply.header().apply("retry-after").isPresent()) {
            throw http.fault(reply);
        }
        delete(itemId, eTag);
        return Deletion.RECYCLE_BIN;
    }

    @Override
    public FolderPage children(String folderId, String next) {
        URI url = next == null ? paths.itemAction(folderId, ContentCalls.PAGE) : contents.next(next);
        return contents.page(url, tokens);
    }

    @Override
    public DownloadUrl downloadUrl(String itemId) {
        return contents.url(paths.itemAction(itemId, "/content"), tokens);
    }

    @Override
    public byte[] read(DownloadUrl url, ByteRange range) {
        return contents.read(url, range);
    }

    @Override
    public DriveItem describe(String itemId, String description, String eTag) {
        return patched(itemId, "description", description, eTag);
    }

    @Override
    public DriveItem rename(String itemId, String name, String eTag) {
        return patched(itemId, "name", name, eTag);
    }

    private DriveItem patched(String itemId, String member, String value, String eTag) {
        Map<String, String> headers = eTag == null
                ? Map.of("Content-Type", "application/json")
                : Map.of("Content-Type", "application/json", "If-Match", eTag);
        byte[] body = GraphReply.bytes(JsonNodeFactory.instance.objectNode().put(member, value));
        return item(http.authorized(new Call("PATCH", paths.item(itemId), headers, body), tokens));
    }

    /** Without an eTag nobody knows whether it is still the item that was read. */
    private static void requireKnown(String eTag) {
        if (eTag == null || eTag.isBlank()) {
            throw new DriveFault(DriveFault.Kind.CHANGED, "the item was read without its eTag, so it is not deleted");
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
