package io.driverelay.model;

import io.driverelay.upload.BackupMetadata;

/** What becomes of contents that somebody laid into a home's folder: they stay as they are, and their backup is described once. */
record OrphanInvariants(ModelWorld world) {
    void checkAtTheEnd() {
        if (world.orphans.isEmpty()) {
            return;
        }
        ModelDrive drive = world.microsoft.drives.get(UseCases.DRIVE);
        world.orphans.forEach((item, content) -> world.microsoft.require(
                drive.node(item).filter(node -> node.content().equals(content)).isPresent(),
                "a content that nothing describes is not what it was"));
        long described = drive.files().stream()
                .filter(node -> node.name().endsWith(BackupMetadata.DESCRIPTION_END))
                .count();
        boolean nobodyLooks = world.connection(UseCases.HOME).isEmpty();
        world.microsoft.require(
                described == 1 || (described == 0 && nobodyLooks), "one backup has " + described + " descriptions");
    }
}
