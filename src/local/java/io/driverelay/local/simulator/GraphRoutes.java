package io.driverelay.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Graph's calls for one person's drive. */
final class GraphRoutes {
    private static final long LARGEST_PUT = 250L * 1000 * 1000;
    private static final String CONFLICT = "@microsoft.graph.conflictBehavior";
    private static final List<String> ACTIONS =
            List.of("", "/children", "/content", "/createUploadSession", "/permanentDelete");

    private final OneDriveAccount account;
    private final ItemViews views;
    private final Listing listing;
    private final String origin;

    GraphRoutes(OneDriveAccount account, String origin) {
        this.account = account;
        this.views = new ItemViews(account);
        this.listing = new Listing(account, origin);
        this.origin = origin;
    }

    Reply handle(Call call, String path) throws IOException {
        if (path.equals("/me/drive") && call.method().equals("GET")) {
            Optional<Reply> refused = account.behaviours().drive.take();
            return refused.isPresent() ? refused.get() : Reply.json(200, selected(call, views.drive()));
        }
        Target target = Target.of(account, path);
        Optional<Reply> instead = instead(call.method() + " " + target.action(), target);
        if (instead.isPresent()) {
            return instead.get();
        }
        return switch (call.method() + " " + target.action()) {
            case "GET " -> Reply.json(200, selected(call, listing.shown(existing(target))));
            case "GET /children" -> listing.page(call, existing(target));
            case "POST /children" -> createFolder(call, existing(target));
            case "GET /content" -> Reply.redirect(listing.downloadUrl(existing(target)));
            case "PUT /content" -> put(call, target);
            case "POST /createUploadSession" -> createSession(call, target);
            case "PATCH " -> new ItemChange(account, existing(target)).patch(call);
            case "DELETE " -> new ItemChange(account, existing(target)).delete(call);
            case "POST /permanentDelete" -> new ItemChange(account, existing(target)).deleteForGood(call);
            default -> throw refused(target.action());
        };
    }

    private static GraphError refused(String action) {
        return ACTIONS.contains(action)
                ? new GraphError(405, "invalidRequest", "The method is not allowed here")
                : new GraphError(400, "BadRequest", "Resource not found for the segment");
    }

    private Optional<Reply> instead(String what, Target target) {
        Behaviours now = account.behaviours();
        return switch (what) {
            case "GET " -> target.names().isEmpty() && !target.base().folder ? now.filesById.take() : Optional.empty();
            case "POST /createUploadSession" -> now.openings.take();
            case "PATCH " -> now.patches.take();
            case "DELETE " -> now.deletions.take();
            case "POST /permanentDelete" -> now.deletionsForGood.take();
            default -> Optional.empty();
        };
    }

    private Item existing(Target target) {
        return target.existing(account).orElseThrow(GraphError::notFound);
    }

    private Reply createFolder(Call call, Item parent) throws IOException {
        Target.requireFolder(account, parent);
        JsonNode body = call.json();
        String name = body.path("name").asText("");
        Target.check(name);
        Optional<Item> there = account.child(parent.id, name);
        String conflict = body.path(CONFLICT).asText("fail");
        if (there.isPresent() && conflict.equals("fail")) {
            throw GraphError.taken();
        }
        Item made = account.add(parent.id, there.isPresent() ? freeName(parent.id, name) : name, true);
        account.save();
        return Reply.json(201, views.item(made));
    }

    private Reply put(Call call, Target target) throws IOException {
        long length = call.length().orElseThrow(() -> new GraphError(411, "invalidRequest", "Length required"));
        if (length > LARGEST_PUT) {
            throw new GraphError(413, "invalidRequest", "maxFileSizeExceeded", "Too large");
        }
        requireRoom(length);
        Item parent = target.parent(account);
        Optional<Item> there = account.child(parent.id, target.name());
        String conflict = call.query().getOrDefault(CONFLICT, "replace");
        if (there.filter(old -> old.folder || conflict.equals("fail")).isPresent()) {
            throw GraphError.taken();
        }
        Item item = there.filter(old -> conflict.equals("replace"))
                .orElseGet(() -> account.add(
                        parent.id, there.isPresent() ? freeName(parent.id, target.name()) : target.name(), false));
        store(call.body(), item);
        account.save();
        return Reply.json(there.isPresent() ? 200 : 201, views.item(item));
    }

    private void store(InputStream body, Item item) throws IOException {
        var hash = new XorHash();
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(account.content(item.id))) {
            for (int n = body.read(buffer); n > 0; n = body.read(buffer)) {
                hash.add(buffer, n);
                out.write(buffer, 0, n);
                size += n;
            }
        }
        item.size = size;
        item.hash = hash.base64();
        Completion.flipIfAsked(account, item);
        item.fileModified = account.now();
        item.changed(account.now());
    }

    private Reply createSession(Call call, Target target) throws IOException {
        JsonNode item = call.json().path("item");
        String name = target.name();
        if (item.has("name") && !item.path("name").asText().equals(name)) {
            throw new GraphError(400, "invalidRequest", "The name in the body must be the name in the URL");
        }
        requireRoom(item.path("fileSize").asLong(0));
        var session = new Session();
        session.id = UUID.randomUUID().toString().replace("-", "");
        session.parentId = target.parent(account).id;
        session.name = name;
        session.opened = account.now();
        session.cursed = Behaviours.takes(account.behaviours().cursedSessions);
        session.conflict = item.path(CONFLICT).asText("fail");
        JsonNode time = item.path("fileSystemInfo").path("lastModifiedDateTime");
        session.fileModified = time.isTextual() ? Instant.parse(time.asText()) : account.now();
        session.expires = account.now().plus(Duration.ofDays(1));
        account.tree().sessions.put(session.id, session);
        Files.write(account.sessionFile(session.id), new byte[0]);
        account.save();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("uploadUrl", origin + UploadHost.PATH + account.person() + "/" + session.id);
        view.putAll(new SessionMood(account, session).standing());
        return Reply.json(200, view);
    }

    private void requireRoom(long bytes) {
        if (account.usedBytes() + bytes > account.tree().totalBytes) {
            throw new GraphError(507, "quotaLimitReached", "Insufficient Space Available");
        }
    }

    private String freeName(String parentId, String name) {
        int n = 1;
        while (account.child(parentId, name + " " + n).isPresent()) {
            n++;
        }
        return name + " " + n;
    }

    private static Map<String, Object> selected(Call call, Map<String, Object> view) {
        String select = call.query().get("$select");
        if (select != null) {
            view.keySet().retainAll(List.of(select.split(",", -1)));
        }
        return view;
    }
}
