package io.driverelay.upload;

import io.driverelay.drive.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** Home Assistant's way of describing and naming backups. */
public interface BackupDescriptions {
    /** Of a description, in UTF-8. */
    int LARGEST_BYTES = 256 << 10;

    /**
     * Whether a text is a description that Home Assistant can read; every problem is told. What it does not know is kept as it is.
     *
     * @param json the whole object, as text
     */
    BackupDescription check(String json);

    /** When the backup was made, as its description says. */
    Instant date(BackupMetadata metadata);

    /** Opens a part of a file. */
    interface Ranges {
        InputStream open(ByteRange range) throws IOException;
    }

    /**
     * The description that Home Assistant would make of a backup's tar. Only the headers of its entries and {@code backup.json} are read, a
     * bounded number of times; what is no backup, or torn, is invalid, and its problems say why.
     *
     * @throws IOException when a part could not be read
     */
    BackupDescription ofTar(long sizeBytes, Ranges tar) throws IOException;

    /**
     * What Home Assistant would call the backup's file, made such that OneDrive takes it: {@code <base>.tar}, whose
     * {@code <base>.metadata.json} is a name of OneDrive, too.
     *
     * @param longest characters (UTF-16) that the longer of the two names may have; a longer base is cut, before the date in it
     */
    String fileName(BackupMetadata metadata, int longest);
}
