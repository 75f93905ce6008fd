package io.driverelay.transport;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Status line and headers (names in lower case) of an answer; interim answers are passed over. */
record ResponseHead(int status, Map<String, String> headers) {
    private static final int LONGEST_HEAD_BYTES = 64 * 1024;

    static ResponseHead read(InputStream in) throws IOException {
        ResponseHead head = readOne(in);
        while (head.status() >= 100 && head.status() < 200) {
            head = readOne(in);
        }
        return head;
    }

    boolean keepsConnection() {
        boolean delimited = headers.containsKey("content-length") || isChunked() || hasNoBody();
        return delimited && !"close".equalsIgnoreCase(headers.get("connection"));
    }

    /** Then the status alone says what is to be done. */
    boolean tellsFailure() {
        return status >= 400;
    }

    InputStream body(InputStream in) throws IOException {
        if (hasNoBody()) {
            return InputStream.nullInputStream();
        }
        if (isChunked()) {
            return new ChunkedBody(in);
        }
        String length = headers.get("content-length");
        return length == null ? in : new FixedBody(in, number(length));
    }

    private boolean hasNoBody() {
        return status == 204 || status == 304;
    }

    private boolean isChunked() {
        return "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
    }

    private static ResponseHead readOne(InputStream in) throws IOException {
        String[] statusLine = line(in).split(" ", 3);
        if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.")) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        Map<String, String> headers = new TreeMap<>();
        int held = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            held += line.length();
            int colon = line.indexOf(':');
            if (colon <= 0 || held > LONGEST_HEAD_BYTES) {
                throw new IOException("the answer's headers are malformed or too long");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + "," + b);
        }
        return new ResponseHead(status(statusLine[1]), headers);
    }

    private static int status(String text) throws IOException {
        if (!text.matches("[1-9][0-9]{2}")) {
            throw new IOException("the answer has no status");
        }
        return Integer.parseInt(text);
    }

    static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream(128);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended within the answer");
            }
            if (line.size() > LONGEST_HEAD_BYTES) {
                throw new IOException("a line of the answer is too long");
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static long number(String text) throws IOException {
        try {
            long value = Long.parseLong(text.strip());
            if (value < 0) {
                throw new IOException("the answer holds a negative number");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new IOException("the answer holds no number where one belongs", e);
        }
    }
}
