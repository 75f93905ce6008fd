package io.driverelay.local.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the drive's behaviours make of calls to a session. */
record SessionMood(OneDriveAccount account, Session session) {
    private static final long PART = 327_680;

    /** An answer instead of what was asked for. */
    Optional<Reply> instead(String method) {
        Behaviours now = account.behaviours();
        if (account.now().isBefore(session.opened.plusSeconds(now.sessionsHiddenSeconds))) {
            throw gone();
        }
        if (session.previousHash != null && Behaviours.takes(now.fallsBack)) {
            session.received = session.previousReceived;
            session.hash = session.previousHash;
            session.previousHash = null;
        }
        return switch (method) {
            case "GET" -> now.asking.take();
            case "PUT" -> insteadOfTaking(now);
            default -> Optional.empty();
        };
    }

    private Optional<Reply> insteadOfTaking(Behaviours now) {
        session.puts++;
        if (session.puts == now.sessionGoneAtFragment && Behaviours.takes(now.sessionsGone)) {
            UploadHost.end(account, session);
            throw gone();
        }
        return session.cursed ? Optional.of(Refusal.answer(now.cursedStatus, now.cursedCode)) : Optional.empty();
    }

    static GraphError gone() {
        return new GraphError(404, "itemNotFound", "uploadSessionNotFound", "The upload session was not found");
    }

    Map<String, Object> standing() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("expirationDateTime", session.expires);
        if (account.behaviours().ranges != Behaviours.Ranges.ABSENT) {
            view.put("nextExpectedRanges", ranges());
        }
        return view;
    }

    private List<String> ranges() {
        long from = session.received;
        String open = from + "-";
        boolean hasEnd = session.total > from;
        String closed = hasEnd ? open + (session.total - 1) : open;
        return switch (account.behaviours().ranges) {
            case OPEN, ABSENT -> List.of(open);
            case CLOSED -> List.of(closed);
            case SEVERAL ->
                session.total > from + PART
                        ? List.of(open + (from + PART - 1), (from + PART) + "-" + (session.total - 1))
                        : List.of(closed);
            case EMPTY -> List.of();
        };
    }
}
