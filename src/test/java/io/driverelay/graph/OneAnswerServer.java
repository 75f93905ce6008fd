package io.driverelay.graph;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bare socket that reads each request whole and then does what it was told to. */
final class OneAnswerServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

    interface Script {
        void run(Socket socket) throws Exception;
    }

    private final ServerSocket server;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile Script script = socket -> {};

    OneAnswerServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::accept);
        thread.setDaemon(true);
        thread.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    void does(Script next) {
        script = next;
    }

    /** The raw answer, and then the end of the connection. */
    void says(byte[] raw) {
        script = socket -> socket.getOutputStream().write(raw);
    }

    void says(int status, String headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        says(("HTTP/1.1 " + status + " X\r\nContent-Length: " + bytes.length + "\r\n" + headers + "\r\n" + body)
                .getBytes(StandardCharsets.UTF_8));
    }

    /** The requests' heads so far. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                new Thread(() -> answer(socket)).start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            heads.add(request(socket.getInputStream()));
            script.run(socket);
        } catch (Exception e) {
            // the client went away, as some tests want
        }
    }

    private static String request(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("gone");
            }
            head.append((char) c);
        }
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            in.readNBytes(Integer.parseInt(length.group(1)));
        }
        return head.toString();
    }
}
