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

/** Lets a home write staged content, by a URL, and the byte path read a snapshot of it. Each is a credential. */
public final class StagingSignatures {
    /** A staging URL may be valid for that long at most. */
    public static final Duration LONGEST = DelegationKey.LONGEST_URL;

    /** Each range is read by an address of its own, and it counts when the reading begins; clocks differ. */
    private static final Duration READABLE_FOR = Duration.ofMinutes(15);

    private final StorageClients clients;
    private final Clock clock;

    public StagingSignatures(StorageClients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /** One {@code Put Blob} and nothing more, or blocks and their list. */
    URI writable(BlobClientBase blob, Transfer transfer, Instant expiresAt) {
        var permission = new BlobSasPermission().setCreatePermission(true);
        permission.setWritePermission(transfer == Transfer.BLOCKS);
        return signed(blob, permission, expiresAt);
    }

    /** For ranged reads of ours, the next minutes. */
    URI readable(BlobClientBase snapshot) {
        var permission = new BlobSasPermission().setReadPermission(true);
        return signed(snapshot, permission, clock.instant().plus(READABLE_FOR));
    }

    private URI signed(BlobClientBase blob, BlobSasPermission permission, Instant expiresAt) {
        URI address = URI.create(blob.getBlobUrl());
        var values = new BlobServiceSasSignatureValues(OffsetDateTime.ofInstant(expiresAt, ZoneOffset.UTC), permission);
        if ("https".equals(address.getScheme())) {
            values.setProtocol(SasProtocol.HTTPS_ONLY);
        }
        String signature = clients.sign(blob, values);
        // a snapshot's URL has a query already
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + signature);
    }
}
