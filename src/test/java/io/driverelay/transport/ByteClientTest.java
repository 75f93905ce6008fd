package io.driverelay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client against a server that is a bare socket, so that every flaw can be had. */
class ByteClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    static final ByteClientLimits LIMITS = new ByteClientLimits(
            Duration.ofSeconds(2), Duration.ofMillis(700), Duration.ofSeconds(2), Duration.ofSeconds(5), 64 * 1024);

    private final ByteClient client = client();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<Runnable> abort = new AtomicReference<>();
    private ServerSocket server;

    ByteClient client() {
        return new ByteClient(LIMITS, () -> {
            throw new IllegalStateException("no TLS was asked for");
        });
    }

    ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    String scheme() {
        return "http";
    }

    private interface Script {
        void run(Socket socket) throws Exception;
    }

    private URI serve(Script script) throws IOException {
        server = listen();
        var thread = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    new Thread(() -> play(script, socket)).start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return URI.create(scheme() + "://127.0.0.1:" + server.getLocalPort() + "/file?sig=secret");
    }

    private static void play(Script script, Socket socket) {
        try (socket) {
            script.run(socket);
        } catch (Exception e) {
            // the client went away, as some tests want
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("gone");
            }
            head.append((char) c);
        }
        return head.toString();
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Answer put(URI url, InputStream body, long length, Duration deadline) throws IOException {
        return client.put(url, Map.of("Content-Range", "bytes 0-1/2"), body, length, deadline, abort -> {});
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void getStreamsABody_andConnectionsAreUsedAgain() throws IOException {
        URI url = serve(socket -> {
            while (true) {
                head(socket.getInputStream());
                say(socket, "HTTP/1.1 206 Partial\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello");
            }
        });
        for (int i = 0; i < 3; i++) {
            try (Download download = client.get(url, Map.of("Range", "bytes=0-4"), abort -> {})) {
                assertThat(download.status()).isEqualTo(206);
                assertThat(download.header("x-a")).contains("b");
                assertThat(download.body().readAllBytes()).asString().isEqualTo("hello");
            }
        }
        assertThat(connections).hasValue(1);
    }

    @Test
    void getReadsTheChunkedCoding() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            say(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
        });
        try (Download download = client.get(url, Map.of(), abort -> {})) {
            assertThat(download.body().readAllBytes()).asString().isEqualTo("abcde");
        }
    }

    @Test
    void bodyThatEndsEarlyIsTold() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        });
        try (Download download = client.get(url, Map.of(), abort -> {})) {
            assertThatThrownBy(() -> download.body().readAllBytes()).isInstanceOf(ShortBodyException.class);
        }
    }

    @Test
    void putSendsExactlyTheBody_andGivesTheAnswer() throws IOException {
        URI url = serve(socket -> {
            String head = head(socket.getInputStream());
            byte[] body = socket.getInputStream().readNBytes(100_000);
            boolean good = head.contains("Content-Length: 100000\r\n")
                    && head.contains("Content-Range: bytes 0-1/2\r\n")
                    && head.startsWith("PUT /file?sig=secret HTTP/1.1\r\n")
                    && body.length == 100_000;
            say(socket, "HTTP/1.1 " + (good ? 202 : 400) + " X\r\nContent-Length: 2\r\n\r\nok");
        });
        Answer answer = put(url, new ByteArrayInputStream(new byte[100_000]), 100_000, LONG);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).asString().isEqualTo("ok");
    }

    @Test
    void answerThatComesBeforeTheBodyIsThroughIsGiven() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            say(socket, "HTTP/1.1 507 Full\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfull");
            Thread.sleep(300);
        });
        Answer answer = put(url, endless(), 1L << 40, LONG);
        assertThat(answer.status()).isEqualTo(507);
        assertThat(answer.body()).asString().isEqualTo("full");
    }

    /** Fault 10. */
    @Test
    void serverThatStopsReadingIsNoticed() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            Thread.sleep(10_000);
        });
        assertThatThrownBy(() -> put(url, endless(), 1L << 40, LONG)).isInstanceOf(StalledException.class);
    }

    /** Fault 10. */
    @Test
    void serverThatNeverAnswersIsNoticed() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            socket.getInputStream().readNBytes(2);
            Thread.sleep(10_000);
        });
        assertThatThrownBy(() -> put(url, new ByteArrayInputStream(new byte[2]), 2, LONG))
                .isInstanceOf(StalledException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void exchangeEndsAtItsDeadline_thoughBytesMove() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        });
        assertThatThrownBy(() -> put(url, endless(), 1L << 40, Duration.ofMillis(300)))
                .isInstanceOf(DeadlineException.class);
    }

    @Test
    void abortFreesABlockedWrite() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            Thread.sleep(200);
            abort.get().run();
            Thread.sleep(10_000);
        });
        assertThatThrownBy(() -> client.put(url, Map.of(), endless(), 1L << 40, LONG, abort::set))
                .isInstanceOf(AbortedException.class);
    }

    @Test
    void abortFreesWhoWaitsForAnAnswer() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            abort.get().run();
            Thread.sleep(10_000);
        });
        assertThatThrownBy(() -> client.get(url, Map.of(), abort::set)).isInstanceOf(AbortedException.class);
    }

    @Test
    void failingSourceIsToldFromAFailingLine() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            socket.getInputStream().readAllBytes();
        });
        assertThatThrownBy(() -> put(url, new ByteArrayInputStream(new byte[10]), 20, LONG))
                .isInstanceOf(SourceException.class)
                .hasCauseInstanceOf(ShortBodyException.class);
    }

    @Test
    void staleConnectionIsReplaced() throws Exception {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        for (int i = 0; i < 3; i++) {
            try (Download download = client.get(url, Map.of(), abort -> {})) {
                assertThat(download.body().readAllBytes()).asString().isEqualTo("ok");
            }
        }
        assertThat(connections).hasValue(3);
    }

    @Test
    void refusedConnectionIsTold_withoutTheUrl() throws IOException {
        // nobody listens there any more
        server = listen();
        URI url = URI.create(scheme() + "://127.0.0.1:" + server.getLocalPort() + "/file?sig=secret");
        server.close();
        assertThatThrownBy(() -> client.get(url, Map.of(), abort -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("secret");
    }

    @Test
    void lineBreakInAHeaderIsRefused() throws IOException {
        URI url = serve(socket -> {});
        assertThatThrownBy(() -> client.get(url, Map.of("X", "a\r\nY: b"), abort -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Answer call(String method, URI url, Duration deadline) throws IOException {
        byte[] body = method.equals("GET") || method.equals("DELETE") ? null : new byte[10];
        return client.call(new Request(method, url, Map.of(), body), deadline, abort::set, 1000);
    }

    /** One byte, again and again: no stall. */
    private static void dribble(Socket socket) throws Exception {
        for (int i = 0; i < 200; i++) {
            say(socket, "x");
            Thread.sleep(50);
        }
    }

    @Test
    void callGivesAnswerAndBody_andUsesItsConnectionAgain() throws IOException {
        URI url = serve(socket -> {
            while (true) {
                String head = head(socket.getInputStream());
                socket.getInputStream().readNBytes(head.contains("Content-Length: 10\r\n") ? 10 : 0);
                say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });
        for (String method : List.of("GET", "POST", "DELETE", "PATCH")) {
            assertThat(call(method, url, LONG).body()).asString().isEqualTo("ok");
        }
        assertThat(connections).hasValue(1);
    }

    /** B5, P5. */
    @Test
    void callEndsAtItsDeadline_whenTheBodyStops_orComesInDribbles_orTheHeadDoes() throws IOException {
        List<Script> servers = List.of(
                socket -> {
                    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes!");
                    Thread.sleep(10_000);
                },
                socket -> {
                    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    dribble(socket);
                },
                socket -> {
                    say(socket, "HTTP/1.1 200 OK\r\nX-Slow: ");
                    dribble(socket);
                },
                socket -> {
                    say(socket, "HTTP/1.1 200 OK\r\n\r\n");
                    dribble(socket);
                },
                socket -> {
                    for (int i = 0; i < 200; i++) {
                        say(socket, "HTTP/1.1 100 Continue\r\n\r\n");
                        Thread.sleep(50);
                    }
                });
        for (Script script : servers) {
            URI url = serve(socket -> {
                head(socket.getInputStream());
                script.run(socket);
            });
            long start = System.nanoTime();
            assertThatThrownBy(() -> call("GET", url, Duration.ofMillis(600)))
                    .isInstanceOfAny(DeadlineException.class, StalledException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            server.close();
        }
    }

    @Test
    void answerThatTellsAFailureCounts_thoughItsBodyBreaksOff() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            say(socket, "HTTP/1.1 429 Slow\r\nRetry-After: 30\r\nContent-Length: 100\r\n\r\nten bytes!");
        });
        Answer answer = call("GET", url, LONG);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsEntry("retry-after", "30");
    }

    @Test
    void longAnswerIsCut() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + "x".repeat(5000));
        });
        assertThat(call("GET", url, LONG).body()).hasSize(1000);
    }

    @Test
    void callIsRepeatedOnAStaleConnection_onlyWhereItMayArriveTwice() throws Exception {
        for (String method : List.of("GET", "DELETE", "POST", "PUT", "PATCH")) {
            var asked = new AtomicInteger();
            URI url = serve(socket -> {
                head(socket.getInputStream());
                asked.incrementAndGet();
                say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                // the second request on this line is taken and never answered
                head(socket.getInputStream());
                asked.incrementAndGet();
            });
            call("GET", url, LONG);
            boolean repeatable = method.equals("GET") || method.equals("DELETE");
            if (repeatable) {
                assertThat(call(method, url, LONG).status()).isEqualTo(200);
            } else {
                assertThatThrownBy(() -> call(method, url, LONG)).isInstanceOf(IOException.class);
            }
            assertThat(asked).hasValue(repeatable ? 3 : 2);
            server.close();
        }
    }

    @Test
    void callIsAborted_whereverItIs() throws Exception {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            say(socket, "HTTP/1.1 503 Wait\r\nContent-Length: 100\r\n\r\nten bytes!");
            abort.get().run();
            Thread.sleep(10_000);
        });
        assertThatThrownBy(() -> call("GET", url, LONG)).isInstanceOf(AbortedException.class);
        assertThatThrownBy(() -> client.call(new Request("GET", url, Map.of(), null), LONG, Runnable::run, 10))
                .isInstanceOf(AbortedException.class);
    }

    @Test
    void deadlineBeginsBeforeTheConnection() throws IOException {
        // its one place in the queue is taken, so the next one waits for TCP
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var one = new Socket(full.getInetAddress(), full.getLocalPort());
                var two = new Socket(full.getInetAddress(), full.getLocalPort())) {
            URI url = URI.create(scheme() + "://127.0.0.1:" + full.getLocalPort() + "/file?sig=secret");
            assertThatThrownBy(() -> put(url, new ByteArrayInputStream(new byte[2]), 2, Duration.ofMillis(300)))
                    .isInstanceOf(DeadlineException.class);
            assertThatThrownBy(() -> call("GET", url, Duration.ofMillis(300))).isInstanceOf(DeadlineException.class);
            assertThat(one.isConnected() && two.isConnected()).isTrue();
        }
    }

    @Test
    void downloadsHeadHasALimitOfItsOwn() throws IOException {
        URI url = serve(socket -> {
            head(socket.getInputStream());
            say(socket, "HTTP/1.1 206 Partial\r\nX-Slow: ");
            dribble(socket);
        });
        assertThatThrownBy(() -> client.get(url, Map.of(), abort::set)).isInstanceOf(DeadlineException.class);
    }

    @Test
    void answerThatIsNoneIsTold() throws IOException {
        for (String answer : List.of(
                "HTTP/1.1 99999999999 X\r\n\r\n",
                "HTTP/1.1 -20 X\r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "<html>\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "")) {
            URI url = serve(socket -> {
                head(socket.getInputStream());
                say(socket, answer);
            });
            assertThatThrownBy(() -> call("GET", url, LONG)).isInstanceOf(IOException.class);
            server.close();
        }
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return length;
            }
        };
    }
}
