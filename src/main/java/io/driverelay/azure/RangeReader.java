package io.driverelay.azure;

import io.driverelay.drive.ByteRange;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.Download;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Reads ranges of staged content with the byte path's own client. */
public final class RangeReader {
    private static final int PARTIAL_CONTENT = 206;
    private static final String VERSION = "2021-12-02";

    private final Supplier<ByteClient> client;

    /** @param client built when the first range is read */
    public RangeReader(Supplier<ByteClient> client) {
        this.client = client;
    }

    /** The stream fails, rather than ends early, when bytes are missing. */
    InputStream open(StagingSignatures.ReadAddress what, long offset, long length) throws IOException {
        Map<String, String> headers = new HashMap<>(what.headers());
        headers.put("Range", ByteRange.at(offset, length).range());
        headers.put("x-ms-version", VERSION);
        Download download = client.get().get(what.url(), headers);
        if (download.status() != PARTIAL_CONTENT) {
            download.close();
            throw new IOException("staging answered " + download.status() + " to a ranged read");
        }
        return download.body();
    }
}
