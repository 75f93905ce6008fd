package io.driverelay.azure;

import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlobType;
import io.driverelay.upload.SpoiledContent;
import java.util.Optional;

/**
 * How the holder of a staging URL, who chooses the headers of its own requests, can make a blob that no one can use.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes">Blob error codes</a>
 */
final class Spoils {
    private static final String ARCHIVED = "is in the archive tier";
    private static final String ANOTHER_KIND = "is an append or page blob; a block blob is needed";
    private static final String OWN_KEY = "is encrypted with a key of the sender's own";

    private Spoils() {}

    /** Only what can be used comes back. */
    static BlobProperties refused(BlobProperties found) {
        if (found.getBlobType() != BlobType.BLOCK_BLOB) {
            throw new SpoiledContent(ANOTHER_KIND);
        }
        if (AccessTier.ARCHIVE.equals(found.getAccessTier())) {
            throw new SpoiledContent(ARCHIVED);
        }
        return found;
    }

    /** Empty where the answer is about something else than the state of this one blob. */
    static Optional<SpoiledContent> of(BlobStorageException e) {
        BlobErrorCode code = e.getErrorCode();
        String name = code == null ? "" : code.toString();
        boolean tooMany = "BlockListTooLong".equals(name) || "BlockCountExceedsLimit".equals(name);
        boolean conflict = e.getStatusCode() == 409 || e.getStatusCode() == 412;
        boolean ofOthers =
                StorageCalls.isVersionConflict(e) || name.startsWith("Container") || name.startsWith("Account");
        return tooMany || (conflict && !ofOthers) ? Optional.of(new SpoiledContent(words(name))) : Optional.empty();
    }

    private static String words(String code) {
        return switch (code) {
            case "BlobArchived", "BlobBeingRehydrated" -> ARCHIVED;
            case "InvalidBlobType" -> ANOTHER_KIND;
            case "BlobUsesCustomerSpecifiedEncryption" -> OWN_KEY;
            case "BlockListTooLong", "BlockCountExceedsLimit" -> "is in more than 50,000 blocks";
            case "PendingCopyOperation" -> "is still being copied there";
            default -> "is held in a state in which it cannot be used" + (code.isEmpty() ? "" : " (" + code + ")");
        };
    }
}
