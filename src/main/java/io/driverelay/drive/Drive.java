package io.driverelay.drive;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * One person's drive. Every call throws {@link DriveFault}, and nothing else, for whatever the drive or the way to it does; no call repeats
 * itself, but for one renewal of a refused access token.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/onedrive">OneDrive in Microsoft Graph</a>
 */
public interface Drive {
    DriveAccount account();

    /** The app's own folder, made by the drive at first access. */
    DriveItem appFolder();

    Optional<DriveItem> item(String itemId);

    /** What lies at a path below a folder; {@code path} is made of plain names with {@code /} between them. */
    Optional<DriveItem> find(String folderId, String path);

    /** @throws DriveFault {@code NAME_TAKEN} when something of that name is there */
    DriveItem createFolder(String parentId, String name);

    /** Makes a file of at most 8 MiB (an empty one too, which no session can carry) in one request; its time is the drive's own. */
    DriveItem put(NewFile file, byte[] content);

    /** Begins a resumable upload; {@code NO_SPACE} before a byte moves when the file cannot fit. */
    UploadSession openSession(NewFile file);

    /** Where the session stands; {@code SESSION_GONE} when there is none any more. */
    FragmentAnswer.Accepted ask(UploadSession session);

    /**
     * Sends one fragment, streaming it.
     *
     * @param totalBytes the whole file's size
     * @param bytes exactly {@code range.length()} bytes; a failure to read them is thrown as {@link SourceFault}
     * @param deadline after which it is given up with {@code TOO_SLOW}
     * @param cutoff ends it at once, from another thread: {@code CUT_OFF}
     */
    FragmentAnswer send(
            UploadSession session,
            ByteRange range,
            long totalBytes,
            InputStream bytes,
            Duration deadline,
            Cutoff cutoff);

    /** Ends a session and drops what it holds. Gone already is fine. */
    void end(UploadSession session);

    /** Deletes an item into the recycle bin if it still has that eTag: {@code CHANGED} otherwise. Gone already is fine. */
    void delete(String itemId, String eTag);

    /**
     * The same past the recycle bin. Some personal drives do not know how: then it goes there, and the answer says so.
     *
     * @see <a href="https://learn.microsoft.com/graph/api/driveitem-permanentdelete">permanentDelete</a>
     */
    Deletion deletePermanently(String itemId, String eTag);

    /**
     * What lies in a folder, at most 200 items at a time, in the drive's own order; {@code NOT_FOUND} when there is no such folder.
     *
     * @param next as the page before gave it; null for the first
     */
    FolderPage children(String folderId, String next);

    /** Where a file's content is; {@code NOT_FOUND} when there is no such file. */
    DownloadUrl downloadUrl(String itemId);

    /**
     * A part of a content, held in memory; less where the content ends in it, nothing where it ends before.
     *
     * @param range of at most 4 MiB
     * @throws DriveFault {@code NOT_FOUND} when the address works no more, or the file is gone
     */
    byte[] read(DownloadUrl url, ByteRange range);

    /**
     * Writes a description to a file or folder: personal drives keep one of at most 1,024 characters.
     *
     * @param eTag of the item that was read; {@code CHANGED} when it is another now
     * @return the item with its new eTag
     */
    DriveItem describe(String itemId, String description, String eTag);

    /**
     * Gives a file or folder another name; its id stays. {@code NAME_TAKEN} when something else in its folder has it.
     *
     * @param eTag of the item that was read, {@code CHANGED} when it is another now; null where that does not matter
     * @return the item with its new eTag
     */
    DriveItem rename(String itemId, String name, String eTag);
}
