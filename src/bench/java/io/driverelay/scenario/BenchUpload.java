package io.driverelay.scenario;

import io.driverelay.intake.UploadRequest;
import io.driverelay.upload.Transfer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;

/** Stages and commits a file, as a home would. */
record BenchUpload(TestHome home, int mebibytes) {
    private static final int BLOCK = 8 << 20;

    /** {@code connection/upload}. */
    String staged(int seed) throws IOException {
        byte[] block = new byte[BLOCK];
        new Random(seed).nextBytes(block);
        var file = home.file("bench-" + System.nanoTime() + ".bin", (long) mebibytes << 20, null);
        var request =
                new UploadRequest(file.kind(), file.destination(), file.sizeBytes(), null, Transfer.BLOCKS, null, null);
        var opened = home.open.open(home.connection(), home.key, request, Optional.empty());
        for (int n = 0; n < mebibytes / 8; n++) {
            put(opened.staging().url(), n, block);
        }
        var upload = home.commit.commit(home.connectionId, opened.upload().id());
        return home.connectionId + "/" + upload.id();
    }

    private static void put(URI url, int number, byte[] block) throws IOException {
        String id = Base64.getUrlEncoder()
                .encodeToString(String.format("%06d", number).getBytes(StandardCharsets.US_ASCII));
        var connection = (HttpURLConnection)
                URI.create(url + "&comp=block&blockid=" + id).toURL().openConnection();
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(block.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(block);
        }
        if (connection.getResponseCode() != 201) {
            throw new IOException("staging answered " + connection.getResponseCode());
        }
    }
}
