package io.driverelay.scenario;

import io.driverelay.drive.ByteRange;
import io.driverelay.upload.Staging;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Large content that nobody put: zeros, of which every second reading breaks off in its middle. */
final class StagedZeros {
    private final long size;
    private long bytesRead;
    private int readings;

    StagedZeros(long size) {
        this.size = size;
    }

    long bytesRead() {
        return bytesRead;
    }

    Staging before(Staging real) {
        return Interposed.before(Staging.class, real, (method, arguments, call) -> switch (method) {
            case "content" -> Optional.of(new Staging.Content(size, "etag", Instant.EPOCH));
            case "snapshot" -> Optional.of(new Staging.Snapshot("snapshot", size));
            case "sizeOf" -> OptionalLong.of(size);
            case "read" -> reading((ByteRange) arguments[2]);
            default -> call.made();
        });
    }

    private InputStream reading(ByteRange range) {
        boolean breaks = ++readings % 2 == 0;
        return new Reading(breaks ? range.length() / 2 : range.length(), breaks);
    }

    private final class Reading extends InputStream {
        private final boolean breaks;
        private long left;

        Reading(long left, boolean breaks) {
            this.left = left;
            this.breaks = breaks;
        }

        @Override
        public int read() throws IOException {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0 && breaks) {
                throw new IOException("the line broke");
            }
            int n = (int) Math.min(length, left);
            left -= n;
            bytesRead += n;
            Arrays.fill(buffer, offset, offset + n, (byte) 0);
            return n == 0 ? -1 : n;
        }
    }
}
