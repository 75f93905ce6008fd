package io.driverelay.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The beginning of an answer's body, held in memory. */
final class KeptBody {
    private static final int STEP_BYTES = 16 * 1024;

    private final InputStream in;
    private final int longestBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(512);

    KeptBody(InputStream in, int longestBytes) {
        this.in = in;
        this.longestBytes = longestBytes;
    }

    /**
     * Whether nothing of it is left on the line.
     *
     * @param mayBreakOff whether a body that breaks off is as good as a whole one
     */
    boolean readWhole(boolean mayBreakOff) throws IOException {
        try {
            byte[] step = new byte[STEP_BYTES];
            int n = 0;
            while (n >= 0 && kept.size() < longestBytes) {
                n = in.read(step, 0, Math.min(step.length, longestBytes - kept.size()));
                kept.write(step, 0, Math.max(n, 0));
            }
            return n < 0 || in.read() < 0;
        } catch (IOException e) {
            if (!mayBreakOff) {
                throw e;
            }
            return false;
        }
    }

    byte[] bytes() {
        return kept.toByteArray();
    }
}
