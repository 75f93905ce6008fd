package io.driverelay.wiring;

import io.driverelay.azure.BlobCatalogues;
import io.driverelay.azure.BlobCommitNumbers;
import io.driverelay.azure.BlobConnections;
import io.driverelay.azure.BlobDriveStatuses;
import io.driverelay.azure.BlobFaultNotes;
import io.driverelay.azure.BlobLanes;
import io.driverelay.azure.BlobPassNotes;
import io.driverelay.azure.BlobPauses;
import io.driverelay.azure.BlobPushNotes;
import io.driverelay.azure.BlobShareNotes;
import io.driverelay.azure.BlobShelfNotes;
import io.driverelay.azure.BlobSignIns;
import io.driverelay.azure.BlobStaging;
import io.driverelay.azure.BlobUploads;
import io.driverelay.azure.RangeReader;
import io.driverelay.azure.StagingSignatures;
import io.driverelay.azure.StorageClients;
import io.driverelay.azure.StoragePushes;
import io.driverelay.azure.StorageShares;
import io.driverelay.azure.StorageTickets;
import io.driverelay.azure.VaultRefreshTokens;
import io.driverelay.azure.VaultSecrets;
import io.driverelay.azure.VaultWebhooks;
import io.driverelay.transport.ByteClient;
import java.time.Clock;

/** Where everything is kept. To build it talks to nobody. */
final class Kept {
    final BlobConnections connections;
    final BlobUploads uploads;
    final BlobSignIns signIns;
    final BlobDriveStatuses statuses;
    final BlobFaultNotes faults;
    final BlobPauses pauses;
    final BlobLanes lanes;
    final BlobCommitNumbers numbers;
    final BlobCatalogues catalogues;
    final BlobShelfNotes shelves;
    final BlobPassNotes notes;
    final StorageTickets tickets;
    final BlobShareNotes shareNotes;
    final StorageShares shares;
    final VaultRefreshTokens refreshTokens;
    final VaultWebhooks webhooks;
    final BlobPushNotes pushNotes;
    final StoragePushes pushes;
    final Lazy<BlobStaging> staging;

    /** @param bytes reads what is staged */
    Kept(Settings settings, Lazy<ByteClient> bytes, Clock clock) {
        var storage = new StorageClients(settings.contentStorage(), clock);
        this.connections = new BlobConnections(storage);
        this.uploads = new BlobUploads(storage);
        this.signIns = new BlobSignIns(storage);
        this.statuses = new BlobDriveStatuses(storage);
        this.faults = new BlobFaultNotes(storage);
        this.pauses = new BlobPauses(storage);
        this.lanes = new BlobLanes(storage);
        this.numbers = new BlobCommitNumbers(storage, clock);
        this.catalogues = new BlobCatalogues(storage);
        this.shelves = new BlobShelfNotes(storage);
        this.notes = new BlobPassNotes(storage);
        this.tickets = new StorageTickets(storage);
        this.shareNotes = new BlobShareNotes(storage);
        this.shares = new StorageShares(storage);
        var vault = new VaultSecrets(settings.vaults().tokens(), settings.identityClientId());
        this.refreshTokens = new VaultRefreshTokens(vault, clock);
        this.webhooks = new VaultWebhooks(vault);
        this.pushNotes = new BlobPushNotes(storage);
        this.pushes = new StoragePushes(storage);
        this.staging = new Lazy<>(
                () -> new BlobStaging(storage, new StagingSignatures(storage, clock), new RangeReader(bytes)));
    }
}
