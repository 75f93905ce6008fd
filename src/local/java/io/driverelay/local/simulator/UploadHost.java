package io.driverelay.local.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where fragments go. The URL is the credential: a token there is a violation. */
final class UploadHost {
    static final String PATH = "/up/";
    private static final long LIMIT = 60L * 1024 * 1024;
    private static final long MULTIPLE = 327_680;
    private static final Pattern RANGE = Pattern.compile("bytes ([0-9]+)-([0-9]+)/([0-9]+)");

    private final Violations violations;

    UploadHost(Violations violations) {
        this.violations = violations;
    }

    Reply handle(Call call, OneDriveAccount account) throws IOException {
        if (call.header("Authorization").isPresent()) {
            violations.add("a token was sent to an upload URL");
            throw new GraphError(401, "unauthenticated", "The URL is the credential");
        }
        String id = call.rawPath().substring(call.rawPath().lastIndexOf('/') + 1);
        Session session;
        synchronized (account) {
            session = account.tree().sessions.get(id);
        }
        if (session == null || session.expires.isBefore(account.now())) {
            throw SessionMood.gone();
        }
        // one request at a time for a session, as its file is one
        synchronized (session) {
            Optional<Reply> instead = new SessionMood(account, session).instead(call.method());
            if (instead.isPresent()) {
                return instead.get();
            }
            return switch (call.method()) {
                case "GET" -> Reply.json(200, new SessionMood(account, session).standing());
                case "DELETE" -> end(account, session);
                case "PUT" -> fragment(call, account, session);
                default -> throw new GraphError(405, "invalidRequest", "The method is not allowed here");
            };
        }
    }

    static Reply end(OneDriveAccount account, Session session) {
        synchronized (account) {
            account.tree().sessions.remove(session.id);
            account.save();
        }
        OneDriveAccount.deleteFile(account.sessionFile(session.id));
        return Reply.empty(204);
    }

    private Reply fragment(Call call, OneDriveAccount account, Session session) throws IOException {
        Matcher range = RANGE.matcher(call.header("Content-Range").orElse(""));
        if (!range.matches()) {
            throw refused(400, "invalidRequest", "Content-Range is missing or malformed");
        }
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        long total = Long.parseLong(range.group(3));
        check(call, session, new long[] {first, last, total});
        long length = last - first + 1;
        Behaviours behaviours = account.behaviours();
        boolean cut = Behaviours.takes(behaviours.cutFragments);
        Received received =
                receive(call.body(), account, session, cut ? Math.min(behaviours.cutAfterBytes, length) : length);
        session.total = total;
        if (received.bytes() < length) {
            count(account, received.bytes(), behaviours.keepsCutFragments ? 0 : received.bytes());
            if (behaviours.keepsCutFragments) {
                moveOn(account, session, received);
            }
            throw new IOException("the fragment was cut short");
        }
        if (Behaviours.takes(behaviours.forgottenFragments)) {
            count(account, length, length);
            return accepted(account, session);
        }
        count(account, length, 0);
        moveOn(account, session, received);
        return answered(account, session);
    }

    private static void moveOn(OneDriveAccount account, Session session, Received received) {
        session.previousReceived = session.received;
        session.previousHash = session.hash;
        session.received += received.bytes();
        session.hash = received.hash();
        session.expires = account.now().plus(Duration.ofDays(1));
    }

    private static Reply answered(OneDriveAccount account, Session session) throws IOException {
        Behaviours behaviours = account.behaviours();
        boolean last = session.received == session.total;
        Reply reply = last ? new Completion(account, session).reply() : accepted(account, session);
        if (Behaviours.takes(last ? behaviours.lostLastAnswers : behaviours.lostAnswers)) {
            throw new IOException("this answer is to be lost");
        }
        return reply;
    }

    private void check(Call call, Session session, long[] range) throws IOException {
        long length = range[1] - range[0] + 1;
        if (call.length().filter(declared -> declared == length).isEmpty()) {
            throw refused(400, "fragmentLengthMismatch", "Content-Length is not the range's length");
        }
        if (length >= LIMIT) {
            throw refused(413, "maxFragmentLengthExceeded", "A fragment must be smaller than 60 MiB");
        }
        if (session.total >= 0 && session.total != range[2]) {
            throw refused(400, "invalidRequest", "The total must stay the same");
        }
        if (range[0] != session.received) {
            String inner = range[0] < session.received ? "fragmentOverlap" : "fragmentOutOfOrder";
            throw new GraphError(416, "invalidRange", inner, "The fragment is not the next one");
        }
        if (range[1] + 1 < range[2] && (range[1] + 1) % MULTIPLE != 0) {
            violations.add("a fragment ended at " + (range[1] + 1) + ", which is no multiple of 327,680");
            session.misaligned = true;
        }
    }

    private GraphError refused(int status, String code, String message) {
        violations.add("a fragment was refused: " + message);
        return new GraphError(status, "invalidRequest", code, message);
    }

    /** What came of a fragment, and the hash with it. */
    private record Received(long bytes, String hash) {}

    /** Bytes go to the file as they come; only a whole fragment moves the session on, or a kept part. */
    private static Received receive(InputStream body, OneDriveAccount account, Session session, long length)
            throws IOException {
        XorHash hash = XorHash.restored(session.hash);
        byte[] buffer = new byte[256 * 1024];
        long got = 0;
        long began = System.nanoTime();
        try (FileChannel file = FileChannel.open(account.sessionFile(session.id), StandardOpenOption.WRITE)) {
            file.truncate(session.received);
            file.position(session.received);
            while (got < length) {
                int n = readQuietly(body, buffer, (int) Math.min(buffer.length, length - got));
                if (n < 0) {
                    break;
                }
                hash.add(buffer, n);
                file.write(ByteBuffer.wrap(buffer, 0, n));
                got += n;
                keepPace(account.behaviours().bytesPerSecond, got, began);
            }
        }
        return new Received(got, hash.saved());
    }

    private static void keepPace(long bytesPerSecond, long got, long began) throws IOException {
        if (bytesPerSecond == 0) {
            return;
        }
        long early = got * 1000 / bytesPerSecond - (System.nanoTime() - began) / 1_000_000;
        try {
            Thread.sleep(Math.max(0, early));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private static int readQuietly(InputStream body, byte[] buffer, int most) {
        try {
            return body.read(buffer, 0, most);
        } catch (IOException e) {
            return -1;
        }
    }

    /** {@code twice}: what is dropped, since it must be sent again. */
    private static void count(OneDriveAccount account, long received, long twice) {
        synchronized (account) {
            account.tree().receivedBytes += received;
            account.tree().receivedTwiceBytes += twice;
            account.save();
        }
    }

    private static Reply accepted(OneDriveAccount account, Session session) {
        synchronized (account) {
            account.save();
        }
        return Reply.json(202, new SessionMood(account, session).standing());
    }
}
