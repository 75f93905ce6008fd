package io.driverelay.local.simulator;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** The end of a session: its bytes become a file under its name. */
record Completion(OneDriveAccount account, Session session) {
    Reply reply() throws IOException {
        synchronized (account) {
            if (session.misaligned) {
                throw new GraphError(400, "invalidRequest", "fragmentLengthMismatch", "A fragment had a wrong size");
            }
            Optional<Item> there = account.child(session.parentId, session.name);
            if (there.filter(old -> old.folder || session.conflict.equals("fail"))
                    .isPresent()) {
                account.save();
                throw GraphError.taken();
            }
            Item item = there.filter(old -> session.conflict.equals("replace"))
                    .orElseGet(() -> account.add(
                            session.parentId, there.isPresent() ? session.name + " 1" : session.name, false));
            Files.move(account.sessionFile(session.id), account.content(item.id), StandardCopyOption.REPLACE_EXISTING);
            item.size = session.received;
            item.hash = XorHash.restored(session.hash).base64();
            flipIfAsked(account, item);
            item.fileModified = session.fileModified;
            item.changed(account.now());
            account.tree().sessions.remove(session.id);
            account.save();
            return answer(there.isPresent() ? 200 : 201, new ItemViews(account).item(item));
        }
    }

    private Reply answer(int status, Map<String, Object> view) {
        return switch (account.behaviours().lastAnswer) {
            case ITEM -> Reply.json(status, view);
            case NO_SIZE -> without("size", status, view);
            case NO_ETAG -> without("eTag", status, view);
            case HTML -> Refusal.answer(200, "html");
            case EMPTY_OBJECT -> Refusal.answer(200, "{}");
        };
    }

    private static Reply without(String member, int status, Map<String, Object> view) {
        view.remove(member);
        return Reply.json(status, view);
    }

    /** Damages what was stored, and lets the hash be that of the damaged bytes. */
    static void flipIfAsked(OneDriveAccount account, Item item) {
        if (item.size == 0 || !Behaviours.takes(account.behaviours().flips)) {
            return;
        }
        Path content = account.content(item.id);
        try (RandomAccessFile file = new RandomAccessFile(content.toFile(), "rw")) {
            int first = file.read();
            file.seek(0);
            file.write(first ^ 1);
            item.hash = hashOf(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hashOf(Path content) throws IOException {
        var hash = new XorHash();
        byte[] buffer = new byte[64 * 1024];
        try (var in = Files.newInputStream(content)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                hash.add(buffer, n);
            }
        }
        return hash.base64();
    }
}
