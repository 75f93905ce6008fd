package io.driverelay.azure;

import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.common.sas.SasProtocol;
import io.driverelay.upload.Transfer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Signs URLs of staged content: write-only ones for a home, read-only ones of a snapshot for the byte path. Each is a credential. */
public final class StagingSignatures {
    private static final Duration READABLE_FOR = Duration.ofHours(1);

    private final Clock clock;

    public StagingSignatures(Clock clock) {
        this.clock = clock;
    }

    /** One {@code Put Blob} and nothing more, or blocks and their list. */
    URI writable(BlobClientBase blob, Transfer transfer, Instant expiresAt) {
        var permission = new BlobSasPermission().setCreatePermission(true);
        permission.setWritePermission(transfer == Transfer.BLOCKS);
        return signed(blob, permission, expiresAt);
    }

    URI readable(BlobClientBase snapshot) {
        return signed(
                snapshot,
                new BlobSasPermission().setReadPermission(true),
                clock.instant().plus(READABLE_FOR));
    }

    private static URI signed(BlobClientBase blob, BlobSasPermission permission, Instant expiresAt) {
        URI address = URI.create(blob.getBlobUrl());
        var values = new BlobServiceSasSignatureValues(OffsetDateTime.ofInstant(expiresAt, ZoneOffset.UTC), permission);
        if ("https".equals(address.getScheme())) {
            values.setProtocol(SasProtocol.HTTPS_ONLY);
        }
        String signature = blob.generateSas(values);
        // a snapshot's URL has a query already
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + signature);
    }
}
