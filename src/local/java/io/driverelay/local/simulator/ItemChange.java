package io.driverelay.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** What is done to an item that is there: other names, folders and times, the recycle bin, or the end of it. */
record ItemChange(OneDriveAccount account, Item item) {
    private static final int LONGEST_DESCRIPTION = 1024;

    Reply patch(Call call) throws IOException {
        requireUnchanged(call);
        JsonNode body = call.json();
        if (body.path("description").asText("").length() > LONGEST_DESCRIPTION) {
            throw new GraphError(400, "invalidRequest", "parameterIsTooLong", "The description is too long");
        }
        place(body);
        if (body.has("description")) {
            item.description = body.path("description").asText();
        }
        JsonNode time = body.path("fileSystemInfo").path("lastModifiedDateTime");
        if (time.isTextual()) {
            item.fileModified = Instant.parse(time.asText());
        }
        item.changed(account.now());
        account.save();
        return Reply.json(200, new ItemViews(account).item(item));
    }

    Reply delete(Call call) {
        requireUnchanged(call);
        account.remove(item);
        return Reply.empty(204);
    }

    Reply deleteForGood(Call call) {
        requireUnchanged(call);
        if (account.behaviours().permanentDelete == Behaviours.PermanentDelete.NOT_SUPPORTED) {
            throw new GraphError(400, "invalidRequest", "notSupported", "Not supported");
        }
        account.removeForGood(item);
        return Reply.empty(204);
    }

    /** Another name, another folder, or both, in one step. */
    private void place(JsonNode body) {
        String name = body.path("name").asText(item.name);
        String parentId = body.path("parentReference").path("id").asText(item.parentId);
        if (name.equals(item.name) && parentId.equals(item.parentId)) {
            return;
        }
        Target.check(name);
        Item parent = account.item(parentId).orElseThrow(GraphError::notFound);
        Target.requireFolder(account, parent);
        requireNotBelowItself(parent);
        Optional<Item> there = account.child(parentId, name);
        if (there.isPresent() && !there.get().id.equals(item.id)) {
            throw GraphError.taken();
        }
        item.name = name;
        item.parentId = parentId;
    }

    private void requireNotBelowItself(Item parent) {
        for (Item at = parent;
                at.parentId != null;
                at = account.item(at.parentId).orElseThrow()) {
            if (at.id.equals(item.id)) {
                throw new GraphError(400, "invalidRequest", "A folder cannot be moved into itself");
            }
        }
    }

    private void requireUnchanged(Call call) {
        call.header("If-Match")
                .filter(eTag -> !eTag.equals("*") && !eTag.equals(item.eTag()))
                .ifPresent(eTag -> {
                    throw new GraphError(412, "resourceModified", "The resource has changed since it was last read");
                });
    }
}
