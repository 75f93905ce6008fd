package io.driverelay.graph;

import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import io.driverelay.drive.FragmentAnswer;
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
import java.util.Optional;

/** Calls to an upload session's URL, which is a credential: no token goes there, and it goes nowhere else. */
final class SessionCalls {
    private final GraphHttp http;
    private final ByteClient bytes;
    private final GraphFaults faults;

    SessionCalls(GraphHttp http, ByteClient bytes, GraphFaults faults) {
        this.http = http;
        this.bytes = bytes;
        this.faults = faults;
    }

    /** What is sent. */
    record Fragment(ByteRange range, long totalBytes, InputStream bytes) {}

    /** Any host, since Microsoft changes them, but only https; http on loopback alone. */
    String checked(String uploadUrl) {
        URI url = uri(uploadUrl);
        boolean loopback = String.valueOf(url.getHost()).matches("localhost|127(\\.[0-9]{1,3}){3}");
        if ("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && loopback)) {
            return uploadUrl;
        }
        throw new DriveFault(Kind.UNREACHABLE, "OneDrive gave no upload URL that can be used");
    }

    FragmentAnswer.Accepted ask(UploadSession session) {
        GraphReply reply = http.send(Call.get(uri(session.uploadUrl())), null);
        if (!reply.isSuccess()) {
            throw faults.ofSession(reply);
        }
        return GraphJson.standing(reply.json());
    }

    void end(UploadSession session) {
        GraphReply reply = http.send(new Call("DELETE", uri(session.uploadUrl()), Map.of(), null), null);
        if (!reply.isSuccess() && faults.ofSession(reply).kind() != Kind.SESSION_GONE) {
            throw faults.ofSession(reply);
        }
    }

    FragmentAnswer send(UploadSession session, Fragment fragment, Duration deadline, Cutoff cutoff) {
        Map<String, String> headers = Map.of(
                "Content-Range",
                fragment.range().contentRange(fragment.totalBytes()),
                "User-Agent",
                GraphHttp.USER_AGENT);
        try {
            Answer answer = bytes.put(
                    uri(session.uploadUrl()),
                    headers,
                    fragment.bytes(),
                    fragment.range().length(),
                    deadline,
                    cutoff::onCut);
            return read(GraphReply.of(
                    answer.status(),
                    name -> Optional.ofNullable(answer.headers().get(name)),
                    answer.body()));
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

    private static URI uri(String uploadUrl) {
        try {
            return URI.create(uploadUrl);
        } catch (IllegalArgumentException e) {
            throw new DriveFault(Kind.UNREACHABLE, "OneDrive gave no upload URL that can be used");
        }
    }
}
