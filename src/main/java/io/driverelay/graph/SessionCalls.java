package io.driverelay.graph;

import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import io.driverelay.drive.FragmentAnswer;
import io.driverelay.drive.Hearing;
import io.driverelay.drive.SourceFault;
import io.driverelay.drive.UploadSession;
import io.driverelay.graph.GraphHttp.Call;
import io.driverelay.transport.AbortedException;
import io.driverelay.transport.Answer;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.DeadlineException;
import io.driverelay.transport.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Calls to an upload session's URL, which is a credential: no token goes there, and it goes nowhere else. */
final class SessionCalls {
    private final GraphHttp http;
    private final Supplier<ByteClient> bytes;
    private final GraphFaults faults;
    private final PreauthenticatedUrls urls;

    SessionCalls(GraphHttp http, Supplier<ByteClient> bytes, GraphFaults faults, PreauthenticatedUrls urls) {
        this.http = http;
        this.bytes = bytes;
        this.faults = faults;
        this.urls = urls;
    }

    SessionCalls heardBy(Hearing hearing) {
        return new SessionCalls(http.heardBy(hearing), bytes, faults, urls);
    }

    /** What is sent. */
    record Fragment(ByteRange range, long totalBytes, InputStream bytes) {}

    /** As Graph gave it. */
    String checked(String uploadUrl) {
        urls.checked(uploadUrl);
        return uploadUrl;
    }

    FragmentAnswer.Accepted ask(UploadSession session) {
        GraphReply reply = http.send(Call.get(urls.checked(session.uploadUrl())), null);
        if (!reply.isSuccess()) {
            throw faults.ofAsking(reply);
        }
        return GraphJson.standing(reply.json());
    }

    /** An outright refusal says that there is nothing to end; whatever else is no success, that it may go on. */
    void end(UploadSession session) {
        GraphReply reply = http.send(new Call("DELETE", urls.checked(session.uploadUrl()), Map.of(), null), null);
        DriveFault fault = reply.isSuccess() ? null : faults.ofSession(reply);
        if (fault == null || fault.kind() == Kind.SESSION_GONE || fault.kind() == Kind.REFUSED) {
            return;
        }
        throw fault.kind() == Kind.THROTTLED
                ? fault
                : new DriveFault(
                        Kind.UNREACHABLE, fault.getMessage(), fault.retryAfter().orElse(null), fault);
    }

    FragmentAnswer send(UploadSession session, Fragment fragment, Duration deadline, Cutoff cutoff) {
        Map<String, String> headers = Map.of(
                "Content-Range",
                fragment.range().contentRange(fragment.totalBytes()),
                "User-Agent",
                GraphHttp.USER_AGENT);
        URI url = urls.checked(session.uploadUrl());
        try {
            Answer answer = http.heard(() -> bytes.get()
                    .put(url, headers, fragment.bytes(), fragment.range().length(), deadline, cutoff::onCut));
            return read(GraphReply.of(answer));
        } catch (IOException e) {
            throw unsent(e, cutoff);
        }
    }

    private FragmentAnswer read(GraphReply reply) {
        return switch (reply.status()) {
            case 202 -> GraphJson.standing(reply.json());
            case 200, 201 ->
                new FragmentAnswer.Completed(GraphJson.item(reply.json()).orElse(null));
            default -> throw faults.ofSession(reply);
        };
    }

    private static RuntimeException unsent(IOException e, Cutoff cutoff) {
        if (cutoff.isCut() || e instanceof AbortedException) {
            return new DriveFault(Kind.CUT_OFF, "the fragment was cut off", e);
        }
        if (e instanceof SourceException source) {
            return new SourceFault(source.getCause());
        }
        if (e instanceof DeadlineException) {
            return new DriveFault(Kind.TOO_SLOW, "the fragment did not get through in time", e);
        }
        return new DriveFault(
                Kind.UNREACHABLE, "the line to OneDrive broke: " + e.getClass().getSimpleName(), e);
    }
}
