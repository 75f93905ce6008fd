package io.driverelay.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.connection.AuthorityFault;
import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.NewFile;
import io.driverelay.drive.SourceFault;
import io.driverelay.drive.UploadSession;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.ByteClientLimits;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes over the line is an answer or a fault of its kind, soon: nothing else is ever thrown. */
class AbsurdAnswersTest {
    private static final int CASES = 1500;
    private static final List<String> BODIES = List.of(
            "{'id':'0AB12','driveType':'personal','owner':{'user':{'displayName':'A'}},'webUrl':'https://x',"
                    + "'quota':{'total':5,'used':1,'remaining':4,'deleted':0,'state':'normal'}}",
            "{'id':'X','eTag':'t','name':'b.tar','size':5,'file':{'hashes':{'quickXorHash':'AAAAAAAAAAAAAAAAAAAAAAAAAAA='}},"
                    + "'fileSystemInfo':{'lastModifiedDateTime':'2026-01-08T10:30:00Z'},'parentReference':{'path':'/x'}}",
            "{'uploadUrl':'https://127.0.0.1:1/x','expirationDateTime':'2026-01-08T10:30:00Z','nextExpectedRanges':['0-']}",
            "{'error':{'code':'invalidRequest','innerError':{'code':'fragmentOverlap','innererror':{'code':5}}}}",
            "{'token_type':'Bearer','access_token':'a','refresh_token':'r','expires_in':3599,'scope':'x y'}",
            "{'error':'invalid_grant','error_codes':[70000],'trace_id':'x','correlation_id':'y'}",
            "<html>",
            "",
            "[[[[[[",
            "9".repeat(2000),
            "{'a':".repeat(2000));
    private static final List<String> VALUES = List.of(
            "null",
            "[]",
            "{}",
            "-1",
            "1e999",
            "123456789012345678901234567890",
            "''",
            "'\\u0000'",
            "true",
            "'9-'",
            "[5]");
    private static final List<String> HEADERS = List.of(
            "Retry-After: 99999999999999999999",
            "Retry-After: soon",
            "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT",
            "Date: what",
            "Content-Type: \u00e4/;;",
            "request-id: <script>",
            "Location: http://127.0.0.1:1/",
            "Connection: close",
            "Content-Length: 3",
            "Content-Length: -3",
            "Transfer-Encoding: chunked",
            ": nameless",
            "X: " + "y".repeat(70_000));
    private static final List<Integer> STATUSES = List.of(
            200, 200, 200, 201, 202, 204, 206, 302, 304, 400, 401, 403, 404, 409, 412, 416, 423, 429, 500, 503, 507,
            999, 100, 99);

    /** Fault 31. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void isAnAnswerOrAFaultOfItsKind(long seed) throws Exception {
        var random = new Random(seed);
        try (var server = new OneAnswerServer();
                var bytes = new ByteClient(ByteClientLimits.DEFAULT, () -> {
                    throw new IllegalStateException("no TLS was asked for");
                })) {
            List<Runnable> calls = calls(server.url(), bytes);
            for (int i = 0; i < CASES; i++) {
                byte[] raw = answer(random);
                server.says(raw);
                Runnable call = calls.get(random.nextInt(calls.size()));
                long start = System.nanoTime();
                try {
                    call.run();
                } catch (DriveFault | SourceFault | AuthorityFault e) {
                    assertThat(e.getMessage()).hasSizeLessThan(200).doesNotContain("script");
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + ", case " + i, e);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    private static List<Runnable> calls(URI url, ByteClient bytes) {
        Drive drive = new GraphDrives(url, () -> bytes, Clock.systemUTC(), Duration.ofSeconds(2)).with(new Fixed());
        var app = new OneDriveAuthority.App(url, "client", Set.of("openid"), URI.create("http://127.0.0.1/cb"));
        var authority = new OneDriveAuthority(
                app, () -> "secret", new Exchanges(() -> bytes, Duration.ofSeconds(2)), Clock.systemUTC());
        var session = new UploadSession(url + "/session", null);
        var file = new NewFile("F", "b.tar", 5, true, Instant.parse("2026-01-08T10:30:00Z"));
        return List.of(
                drive::account,
                drive::appFolder,
                () -> drive.item("X"),
                () -> drive.find("F", "a/b"),
                () -> drive.createFolder("F", "a"),
                () -> drive.put(file, new byte[5]),
                () -> drive.openSession(file),
                () -> drive.ask(session),
                () -> drive.end(session),
                () -> drive.delete("X", "t"),
                () -> drive.send(
                        session,
                        new ByteRange(0, 4),
                        5,
                        new ByteArrayInputStream(new byte[5]),
                        Duration.ofSeconds(2),
                        new Cutoff()),
                () -> authority.refresh("r"),
                () -> authority.redeem("code", "v".repeat(43)));
    }

    private static byte[] answer(Random random) {
        String body = mutated(pick(random, BODIES).replace('\'', '"'), random);
        var raw = new StringBuilder("HTTP/1.1 ").append(pick(random, STATUSES)).append(" X\r\n");
        if (random.nextInt(4) > 0) {
            raw.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        while (random.nextInt(3) == 0) {
            raw.append(pick(random, HEADERS)).append("\r\n");
        }
        byte[] bytes = raw.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
        return random.nextInt(6) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    /** One member's value changed for another type, a byte changed, the end cut off, or nothing of it. */
    private static String mutated(String body, Random random) {
        int at = body.isEmpty() ? 0 : random.nextInt(body.length());
        return switch (random.nextInt(4)) {
            case 0 -> {
                int colon = body.indexOf(':', at);
                int end = colon < 0 ? -1 : body.indexOf(',', colon);
                String value = pick(random, VALUES).replace('\'', '"');
                yield end < 0 ? body : body.substring(0, colon + 1) + value + body.substring(end);
            }
            case 1 ->
                body.isEmpty() ? body : body.substring(0, at) + (char) random.nextInt(256) + body.substring(at + 1);
            case 2 -> body.substring(0, at);
            default -> body;
        };
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static final class Fixed implements BearerTokens {
        @Override
        public String current() {
            return "token";
        }

        @Override
        public String renewed(String refused) {
            return "other";
        }
    }
}
