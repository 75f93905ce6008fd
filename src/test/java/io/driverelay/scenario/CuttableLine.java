package io.driverelay.scenario;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A home's line to the world, as an HTTP proxy: it can be cut, in the midst of a request too. */
final class CuttableLine implements AutoCloseable {
    /** What passes of every request. */
    static final long ALL = Long.MAX_VALUE;

    /** Asked once a request, before anything of it passes. */
    interface Cut {
        /**
         * @param request method and address
         * @return how many bytes of its body pass before the connection is torn; 0: nothing passes; {@link #ALL}
         */
        long after(String request) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final URI behind;
    private volatile Cut cut = request -> ALL;

    CuttableLine() throws IOException {
        this(URI.create("http://127.0.0.1:9"));
    }

    /** @param behind who gets what is sent to the line itself, and not through it */
    CuttableLine(URI behind) throws IOException {
        this.behind = behind;
        threads.execute(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    void cut(Cut other) {
        cut = other;
    }

    /** Method and address of every request that passed whole. */
    List<String> passed() {
        return passed;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket home = server.accept();
                threads.execute(() -> carry(home));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void carry(Socket home) {
        try (home) {
            String head = head(home.getInputStream());
            String[] words = head.split(" ", 3);
            String request = words[0] + " " + words[1];
            long bytes = cut.after(request);
            if (bytes == 0) {
                return;
            }
            boolean direct = words[1].startsWith("/");
            URI address = direct ? behind : URI.create(words[1]);
            try (Socket far = new Socket(address.getHost(), address.getPort())) {
                String path = direct ? words[1] : words[1].substring(words[1].indexOf('/', 8));
                send(far, words[0] + " " + path + " " + words[2].replaceFirst("\r\n", "\r\nConnection: close\r\n"));
                threads.execute(() -> up(home, far, bytes));
                far.getInputStream().transferTo(home.getOutputStream());
                if (bytes == ALL) {
                    passed.add(request);
                }
            }
        } catch (IOException e) {
            // it is torn: that is what this is for
        }
    }

    private static void up(Socket home, Socket far, long bytes) {
        try {
            byte[] buffer = new byte[16_384];
            long left = bytes;
            for (int read; (read = home.getInputStream().read(buffer)) >= 0; left -= read) {
                if (read > left) {
                    home.close();
                    far.close();
                    return;
                }
                far.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one side has gone; the other's thread ends it
        }
    }

    private static void send(Socket far, String head) throws IOException {
        OutputStream out = far.getOutputStream();
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("no request");
            }
            head.write(one);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
