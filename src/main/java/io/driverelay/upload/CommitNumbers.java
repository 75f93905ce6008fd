package io.driverelay.upload;

/** Numbers for the commits of one drive: our own order of them, whatever any clock shows. */
public interface CommitNumbers {
    /**
     * A number larger than every one given for that drive before; at least the clock's milliseconds, so that numbers of lost records are not
     * given again.
     *
     * @throws io.driverelay.store.StorageUnavailable when it could not be taken
     */
    long next(String driveId);
}
