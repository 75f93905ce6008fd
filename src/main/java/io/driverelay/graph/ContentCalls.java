package io.driverelay.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.DownloadUrl;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.FolderPage;
import io.driverelay.drive.Hearing;
import io.driverelay.graph.GraphHttp.Call;
import io.driverelay.transport.Answer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What lies in folders, and its contents. A content's address is a credential: no token goes there, and it goes nowhere else. */
final class ContentCalls {
    static final String PAGE = "/children?$top=200";

    /**
     * What it works for is told as "a few minutes" and as an hour: nobody is to rely on more than this.
     *
     * @see <a href="https://learn.microsoft.com/graph/api/driveitem-get-content">driveItem: content</a>
     */
    private static final Duration SURE = Duration.ofMinutes(5);

    private static final int MOST_HELD = 4 << 20;

    private final URI graphUrl;
    private final GraphHttp http;
    private final PreauthenticatedUrls urls;
    private final Clock clock;

    ContentCalls(URI graphUrl, GraphHttp http, PreauthenticatedUrls urls, Clock clock) {
        this.graphUrl = graphUrl;
        this.http = http;
        this.urls = urls;
        this.clock = clock;
    }

    ContentCalls heardBy(Hearing hearing) {
        return new ContentCalls(graphUrl, http.heardBy(hearing), urls, clock);
    }

    FolderPage page(URI url, BearerTokens tokens) {
        JsonNode answer = http.authorized(Call.get(url), tokens).json();
        JsonNode value = answer.path("value");
        if (!value.isArray()) {
            throw new DriveFault(Kind.UNREACHABLE, "OneDrive answered without a list");
        }
        List<FolderPage.Child> children = new ArrayList<>();
        value.forEach(one -> GraphJson.item(one).map(item -> child(item, one)).ifPresent(children::add));
        return new FolderPage(children, GraphJson.text(answer.path("@odata.nextLink")));
    }

    /** Where a list goes on: the token goes there, so it must be Graph's own. */
    URI next(String link) {
        if (!link.startsWith(graphUrl + "/")) {
            throw new DriveFault(Kind.UNREACHABLE, "OneDrive's list goes on elsewhere");
        }
        try {
            return URI.create(link);
        } catch (IllegalArgumentException e) {
            throw new DriveFault(Kind.UNREACHABLE, "OneDrive gave no address where its list goes on");
        }
    }

    DownloadUrl url(URI content, BearerTokens tokens) {
        GraphReply reply = http.answered(Call.get(content), tokens);
        if (reply.status() / 100 != 3) {
            throw reply.isSuccess()
                    ? new DriveFault(Kind.UNREACHABLE, "OneDrive answered " + reply.status() + " without an address")
                    : http.fault(reply);
        }
        return url(reply.header().apply("location").orElse(""));
    }

    byte[] read(DownloadUrl url, ByteRange range) {
        if (range.length() > MOST_HELD) {
            throw new IllegalArgumentException("more than is held in memory: " + range);
        }
        int mostBytes = (int) range.length();
        var call = new Call("GET", urls.checked(url.url()), Map.of("Range", range.range()), null);
        Answer answer = http.answer(call, null, mostBytes);
        return switch (answer.status()) {
            case 200, 206 -> part(answer, range);
            // nothing lies there
            case 416 -> new byte[0];
            default -> throw unread(GraphReply.of(answer));
        };
    }

    /** A drive that passes the range over sends all of it: that has the beginning in it, and what comes later was not kept. */
    private static byte[] part(Answer answer, ByteRange range) {
        if (answer.status() == 200 && range.first() > 0) {
            throw new DriveFault(Kind.UNREACHABLE, "OneDrive gave the whole content for a part of it");
        }
        byte[] body = answer.body();
        return body.length > range.length() ? Arrays.copyOf(body, (int) range.length()) : body;
    }

    /** Such an address is refused with whatever status when its time is over. */
    private DriveFault unread(GraphReply reply) {
        DriveFault fault = http.fault(reply);
        boolean over = switch (reply.status()) {
            case 401, 403, 404, 410 -> fault.retryAfter().isEmpty();
            default -> false;
        };
        return over ? new DriveFault(Kind.NOT_FOUND, "the content's address works no more") : fault;
    }

    private FolderPage.Child child(DriveItem item, JsonNode json) {
        DownloadUrl url = Optional.ofNullable(GraphJson.text(json.path("@microsoft.graph.downloadUrl")))
                .filter(text -> !item.isFolder())
                .map(this::url)
                .orElse(null);
        return new FolderPage.Child(item, url);
    }

    private DownloadUrl url(String text) {
        urls.checked(text);
        return new DownloadUrl(text, clock.instant().plus(SURE));
    }
}
