package io.driverelay.relay;

import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.QuickXorHash;
import io.driverelay.drive.SourceFault;
import io.driverelay.upload.Staged;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Upload;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** The snapshot of an upload's content, hashed as it is read, each byte once. */
final class Content {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final long STEP_BYTES = 64L * 1024 * 1024;

    private final Staging staging;
    private final Staged staged;
    private final long sizeBytes;
    private final Cutoff cutoff;
    private QuickXorHash hash;

    Content(Staging staging, Upload upload, Cutoff cutoff) {
        this.staging = staging;
        this.staged = upload.staged();
        this.sizeBytes = upload.order().sizeBytes();
        this.cutoff = cutoff;
        boolean begun = upload.checkpoint() != null && upload.checkpoint().hashState() != null;
        this.hash = begun ? QuickXorHash.resume(upload.checkpoint().hashState()) : new QuickXorHash();
    }

    /** How far the hash reaches. */
    long hashedBytes() {
        return hash.length();
    }

    String hashState() {
        return hash.state();
    }

    /** The bytes of a range, hashed as they are read; the range must begin where the hash has got to, or before. */
    InputStream open(ByteRange range) {
        try {
            InputStream bytes = staging.read(staged.blob(), staged.snapshot(), range, cutoff::onCut);
            cutoff.onCut(() -> closeQuietly(bytes));
            return new Hashing(bytes, range.first());
        } catch (IOException e) {
            throw new SourceFault(e);
        }
    }

    /** Reads what is not hashed yet, up to an offset; at each step the claim is kept, and with it how far the hash has got. */
    void hashUpTo(long offset, Hold hold) {
        while (hashedBytes() < offset) {
            hold.renew(this::noted);
            read(hashedBytes(), Math.min(offset - hashedBytes(), STEP_BYTES), null);
        }
    }

    /** The quickXorHash of the whole content, base64. */
    String wholeHash(Hold hold) {
        hashUpTo(sizeBytes, hold);
        return hash.base64();
    }

    /** One step of a reading pass into a digest and the hash alike; gives the position after it. */
    long digestStep(MessageDigest digest, long offset) {
        if (offset == 0) {
            hash = new QuickXorHash();
        }
        long length = Math.min(sizeBytes - offset, STEP_BYTES);
        read(offset, length, digest);
        return offset + length;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    private Upload noted(Upload upload) {
        return upload.with(Sending.checkpointOf(upload).hashed(hashedBytes(), hashState()));
    }

    private void read(long offset, long length, MessageDigest digestOrNull) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream bytes = open(ByteRange.at(offset, length))) {
            for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                if (digestOrNull != null) {
                    digestOrNull.update(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            throw new SourceFault(e);
        } finally {
            cutoff.clear();
        }
    }

    private static void closeQuietly(InputStream bytes) {
        try {
            bytes.close();
        } catch (IOException e) {
            // it is being dropped
        }
    }

    private final class Hashing extends FilterInputStream {
        private long position;

        Hashing(InputStream bytes, long position) {
            super(bytes);
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n > 0) {
                int known = (int) Math.min(n, Math.max(0, hash.length() - position));
                hash.update(buffer, offset + known, n - known);
                position += n;
            }
            return n;
        }
    }
}
