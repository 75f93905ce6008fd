package io.driverelay.azure;

import io.driverelay.drive.ByteRange;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.Download;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads ranges of staged content with the byte path's own client. */
public final class RangeReader {
    private static final int PARTIAL_CONTENT = 206;
    private static final int FORBIDDEN = 403;
    private static final String VERSION = "2021-12-02";

    private final Supplier<ByteClient> client;

    /** @param client built when the first range is read */
    public RangeReader(Supplier<ByteClient> client) {
        this.client = client;
    }

    /** The address's signature is not taken, perhaps not any more. */
    static final class SignatureRefused extends IOException {
        SignatureRefused() {
            super("staging refused the signature of a ranged read");
        }
    }

    /** The stream fails, rather than ends early, when bytes are missing. */
    InputStream open(URI signed, ByteRange range, Consumer<Runnable> abortHook) throws IOException {
        Map<String, String> headers = Map.of("Range", range.range(), "x-ms-version", VERSION);
        Download download = client.get().get(signed, headers, abortHook);
        if (download.status() != PARTIAL_CONTENT) {
            download.close();
            if (download.status() == FORBIDDEN) {
                throw new SignatureRefused();
            }
            throw new IOException("staging answered " + download.status() + " to a ranged read");
        }
        return download.body();
    }
}
