package io.driverelay.scenario;

import io.driverelay.transport.ByteClient;
import io.driverelay.transport.Download;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;

/** A ranged GET into a PUT, by one client or another. */
interface Copier {
    void copy(String from, String to, Map<String, String> get, Map<String, String> put, long length) throws IOException;

    CloseableHttpClient APACHE = HttpClients.createDefault();
    OkHttpClient OK = new OkHttpClient();

    static Copier named(String name, ByteClient ours) {
        return switch (name) {
            case "bare" -> Copier::plain;
            case "ours" -> (from, to, get, put, length) -> own(ours, from, to, get, put, length);
            case "apache" -> (from, to, get, put, length) -> apache(APACHE, from, to, get, put, length);
            case "okhttp" -> (from, to, get, put, length) -> okHttp(OK, from, to, get, put, length);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void plain(String from, String to, Map<String, String> get, Map<String, String> put, long length)
            throws IOException {
        var source = (HttpURLConnection) URI.create(from).toURL().openConnection();
        get.forEach(source::setRequestProperty);
        var sink = (HttpURLConnection) URI.create(to).toURL().openConnection();
        put.forEach(sink::setRequestProperty);
        sink.setRequestMethod("PUT");
        sink.setDoOutput(true);
        sink.setFixedLengthStreamingMode(length);
        byte[] buffer = new byte[256 * 1024];
        try (InputStream in = source.getInputStream();
                OutputStream out = sink.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        }
        require(sink.getResponseCode());
        sink.getInputStream().readAllBytes();
    }

    private static void own(
            ByteClient client, String from, String to, Map<String, String> get, Map<String, String> put, long length)
            throws IOException {
        try (Download source = client.get(URI.create(from), get, abort -> {})) {
            require(client.put(URI.create(to), put, source.body(), length, Duration.ofMinutes(1), abort -> {})
                    .status());
            source.body().readAllBytes();
        }
    }

    private static void apache(
            CloseableHttpClient client,
            String from,
            String to,
            Map<String, String> get,
            Map<String, String> put,
            long length)
            throws IOException {
        var source = new HttpGet(from);
        get.forEach(source::setHeader);
        client.execute(source, answer -> {
            var sink = new HttpPut(to);
            put.forEach(sink::setHeader);
            sink.setEntity(new InputStreamEntity(
                    answer.getEntity().getContent(), length, ContentType.APPLICATION_OCTET_STREAM));
            client.execute(sink, done -> {
                require(done.getCode());
                return null;
            });
            return null;
        });
    }

    private static void okHttp(
            OkHttpClient client, String from, String to, Map<String, String> get, Map<String, String> put, long length)
            throws IOException {
        var source = new Request.Builder().url(from);
        get.forEach(source::header);
        try (Response answer = client.newCall(source.build()).execute()) {
            var sink = new Request.Builder().url(to).put(new RequestBody() {
                @Override
                public MediaType contentType() {
                    return null;
                }

                @Override
                public long contentLength() {
                    return length;
                }

                @Override
                public void writeTo(BufferedSink out) throws IOException {
                    out.writeAll(answer.body().source());
                }
            });
            put.forEach(sink::header);
            try (Response done = client.newCall(sink.build()).execute()) {
                require(done.code());
            }
        }
    }

    private static void require(int status) throws IOException {
        if (status >= 300) {
            throw new IOException("the drive answered " + status);
        }
    }
}
