package io.driverelay.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.driverelay.drive.ByteRange;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.SpoiledContent;
import io.driverelay.upload.Staging;
import io.driverelay.upload.StagingUrl;
import io.driverelay.upload.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Staged content as blobs of the container {@code staging}. */
public final class BlobStaging implements Staging {
    private static final String CONTAINER = "staging";

    private final StorageClients clients;
    private final StagingSignatures signatures;
    private final RangeReader ranges;
    private final FewAtOnce listings = new FewAtOnce(4);
    private boolean containerIsThere;

    public BlobStaging(StorageClients clients, StagingSignatures signatures, RangeReader ranges) {
        this.clients = clients;
        this.signatures = signatures;
        this.ranges = ranges;
    }

    @Override
    public StagingUrl urlFor(String blob, Transfer transfer, Instant expiresAt) {
        requireContainer();
        Map<String, String> headers = transfer == Transfer.SINGLE ? Map.of("x-ms-blob-type", "BlockBlob") : Map.of();
        return new StagingUrl(signatures.writable(blob(blob), transfer, expiresAt), headers, expiresAt);
    }

    @Override
    public Optional<Content> content(String blob) {
        return properties(blob(blob))
                .map(Spoils::refused)
                .map(found -> new Content(
                        found.getBlobSize(),
                        found.getETag(),
                        found.getLastModified().toInstant()));
    }

    @Override
    public List<Block> uncommittedBlocks(String blob) {
        return listings.call(() -> listed(blob));
    }

    private List<Block> listed(String blob) {
        return ifThere(
                        blob,
                        () -> block(blob).listBlocks(BlockListType.UNCOMMITTED).getUncommittedBlocks().stream()
                                .map(found -> block(found.getName(), found.getSizeLong()))
                                .sorted(Comparator.comparingInt(Block::number))
                                .toList())
                .orElse(List.of());
    }

    private static Block block(String id, long sizeBytes) {
        int number = BlockIds.number(id);
        return new Block(number, sizeBytes, number < 0 ? id : null);
    }

    @Override
    public void commitBlocks(String blob, int count) {
        List<String> ids = IntStream.range(0, count).mapToObj(BlockIds::id).toList();
        call(blob, () -> block(blob).commitBlockList(ids, true));
    }

    @Override
    public void put(String blob, byte[] content) {
        call(blob, () -> block(blob).upload(BinaryData.fromBytes(content), true));
    }

    @Override
    public Optional<Snapshot> snapshot(String blob) {
        return ifThere(blob, () -> blob(blob).createSnapshot())
                .flatMap(taken ->
                        properties(taken).map(found -> new Snapshot(taken.getSnapshotId(), found.getBlobSize())));
    }

    @Override
    public OptionalLong sizeOf(String blob, String snapshot) {
        return properties(blob(blob).getSnapshotClient(snapshot))
                .map(found -> OptionalLong.of(found.getBlobSize()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public InputStream read(String blob, String snapshot, ByteRange range, Consumer<Runnable> abortHook)
            throws IOException {
        try {
            return ranges.open(signatures.readable(blob(blob).getSnapshotClient(snapshot)), range, abortHook);
        } catch (RangeReader.SignatureRefused e) {
            clients.signatureRefused();
            throw e;
        }
    }

    @Override
    public void deleteIfUnchanged(String blob, String eTag) {
        try {
            deleteFreed(blob, null, new BlobRequestConditions().setIfMatch(eTag));
        } catch (ChangedMeanwhile e) {
            // something newer lies there: it is the next commit's to judge
        } catch (SpoiledContent e) {
            // another commit has fixed it in a snapshot, which holds it
        }
    }

    @Override
    public void deleteSnapshot(String blob, String snapshot) {
        call(blob, () -> blob(blob).getSnapshotClient(snapshot).deleteIfExists());
    }

    @Override
    public void delete(String blob) {
        dropUncommittedBlocks(blob);
        try {
            deleteFreed(blob, DeleteSnapshotsOptionType.INCLUDE, null);
        } catch (SpoiledContent e) {
            throw new StorageUnavailable("staged content " + blob + ": its URL's holder held it again", e);
        }
    }

    /** They stay, and are billed, for a week unless a list without them is committed. */
    private void dropUncommittedBlocks(String blob) {
        if (!hasUncommittedBlocks(blob)) {
            return;
        }
        try {
            freed(blob, () -> block(blob).commitBlockList(List.of(), true));
        } catch (SpoiledContent e) {
            // under a key of the sender's own: they go after their week
        }
    }

    private void deleteFreed(String blob, DeleteSnapshotsOptionType snapshots, BlobRequestConditions conditions) {
        freed(blob, () -> blob(blob).deleteIfExistsWithResponse(snapshots, conditions, null, Context.NONE));
    }

    /** Deleting needs neither key nor tier; the lease that the URL's holder took is broken when it turns out to be in the way. */
    private void freed(String blob, Supplier<Object> call) {
        try {
            call(blob, call);
        } catch (SpoiledContent e) {
            breakLease(blob);
            call(blob, call);
        }
    }

    private boolean hasUncommittedBlocks(String blob) {
        try {
            return !uncommittedBlocks(blob).isEmpty();
        } catch (SpoiledContent e) {
            // another kind of blob, put this moment: the next look deletes it
            return false;
        }
    }

    /** A home's put cannot make the container, and fails without it. Asked once. */
    private synchronized void requireContainer() {
        if (!containerIsThere) {
            call("container", () -> container().createIfNotExists());
            containerIsThere = true;
        }
    }

    private void breakLease(String blob) {
        try {
            ifThere(
                    blob,
                    () -> new BlobLeaseClientBuilder()
                            .blobClient(blob(blob))
                            .buildClient()
                            .breakLeaseWithResponse(0, null, null, Context.NONE));
        } catch (SpoiledContent e) {
            // there is none
        }
    }

    private Optional<BlobProperties> properties(BlobClientBase of) {
        return ifThere(of.getBlobName(), of::getProperties);
    }

    private <T> Optional<T> ifThere(String blob, Supplier<T> call) {
        return call(blob, () -> {
            try {
                return Optional.of(call.get());
            } catch (BlobStorageException e) {
                if (StorageCalls.isMissing(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private <T> T call(String blob, Supplier<T> call) {
        return StorageCalls.call(container(), "staged content " + blob, () -> {
            try {
                return call.get();
            } catch (BlobStorageException e) {
                throw Spoils.of(e).<RuntimeException>map(spoiled -> spoiled).orElse(e);
            }
        });
    }

    private BlobClient blob(String name) {
        return container().getBlobClient(name);
    }

    private BlockBlobClient block(String name) {
        return blob(name).getBlockBlobClient();
    }

    private BlobContainerClient container() {
        return clients.container(CONTAINER);
    }
}
