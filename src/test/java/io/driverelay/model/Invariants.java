package io.driverelay.model;

import io.driverelay.status.LastBackup;
import io.driverelay.store.Versioned;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Order;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must never happen, checked while it could, and at the end. */
final class Invariants {
    private final ModelWorld world;
    private final Set<String> delivered = new HashSet<>();

    Invariants(ModelWorld world) {
        this.world = world;
    }

    /** Every record, as it was written: what is called delivered must be there. */
    void written(Upload upload) {
        if (upload.state() == UploadState.DELIVERED && delivered.add(upload.id())) {
            ModelDrive drive = drive(upload);
            Optional<ModelDrive.Node> node = drive.node(upload.item().id());
            require(node.isPresent(), upload, "delivered, but not there");
            node.ifPresent(there -> requireSame(upload, drive, there));
        }
    }

    /** Content that is about to be deleted. */
    void dropped(String blob) {
        for (Upload upload : world.uploads.all()) {
            boolean its = upload.staged() != null && upload.staged().allBlobs().anyMatch(blob::equals);
            boolean mayGo = upload.isEnded() && upload.state() != UploadState.FAILED;
            require(!its || mayGo, upload, "content deleted in the state " + upload.state());
        }
    }

    void checkAtTheEnd() {
        List<Upload> all = world.uploads.all();
        all.forEach(this::checkEnd);
        all.stream().collect(Collectors.groupingBy(this::lane)).values().forEach(this::checkLane);
        world.microsoft.drives.values().forEach(drive -> checkDoubled(drive, all));
        all.stream().filter(upload -> upload.order().metadata() != null).forEach(this::checkDeleted);
        all.stream()
                .collect(Collectors.groupingBy(u -> u.order().connectionId()))
                .forEach(this::checkLastBackup);
        new OrphanInvariants(world).checkAtTheEnd();
    }

    private void checkEnd(Upload upload) {
        require(
                !upload.isCommitted() || upload.isEnded(),
                upload,
                "does not end: " + upload.state() + " " + upload.standing().reason());
        if (upload.state() == UploadState.FAILED) {
            require(mayFail(upload), upload, "failed " + upload.standing().reason());
        }
        if (upload.state() == UploadState.CANCELLED) {
            require(there(upload).isEmpty() || isAnothers(upload), upload, "cancelled, but on the drive");
        }
        if (upload.state() == UploadState.DELIVERED || upload.state() == UploadState.CANCELLED) {
            boolean left = upload.staged() != null && upload.staged().allBlobs().anyMatch(world.staging::holds);
            require(!left, upload, "content left behind");
        }
    }

    private boolean mayFail(Upload upload) {
        Map<Trouble, Integer> met = world.microsoft.met;
        if (upload.standing().reason() == null) {
            return false;
        }
        return switch (upload.standing().reason()) {
            case NAME_TAKEN ->
                met.containsKey(Trouble.NAME_TAKEN)
                        || mates(upload).stream().anyMatch(mate -> mate.isCommitted() && isOfAnotherHome(mate, upload))
                        || (upload.order().conflict() == Conflict.FAIL
                                && mates(upload).stream()
                                        .anyMatch(mate -> mate.isCommitted() && !isKnownEqual(mate, upload)));
            case SUPERSEDED ->
                mates(upload).stream()
                        .anyMatch(mate ->
                                mate.times().commitNumber() > upload.times().commitNumber());
            case VERIFICATION -> met.getOrDefault(Trouble.FLIPPED, 0) > 1;
            case SESSION_LOST ->
                met.getOrDefault(Trouble.SESSION_LOST, 0) + met.getOrDefault(Trouble.SESSION_HIDDEN, 0) > 2;
            case REFUSED -> met.getOrDefault(Trouble.REFUSED, 0) > 2;
            case CONNECTION_REMOVED ->
                world.connection(upload.order().connectionId()).isEmpty();
            case NOT_A_BACKUP ->
                content(upload).equals(Bytes.of(new byte[content(upload).length()]));
            case FRUITLESS -> world.effects.injected() >= 10;
            default -> false;
        };
    }

    private static boolean isOfAnotherHome(Upload mate, Upload upload) {
        return !mate.order().connectionId().equals(upload.order().connectionId());
    }

    /** The newest commit of a name that arrived is what lies there. */
    private void checkLane(List<Upload> uploads) {
        uploads.stream()
                .filter(upload -> upload.state() == UploadState.DELIVERED)
                .max(Comparator.comparingLong(upload -> upload.times().commitNumber()))
                .ifPresent(winner -> {
                    Optional<ModelDrive.Node> node = named(winner);
                    require(
                            mayBeGone(winner)
                                    || isDamagedSince(winner)
                                    || node.filter(there -> there.content().equals(content(winner))
                                                    || isOfOneRemoved(there, winner))
                                            .isPresent(),
                            winner,
                            "the newest delivered, but another's bytes lie there");
                });
    }

    private boolean mayBeGone(Upload upload) {
        BackupMetadata metadata = upload.order().metadata();
        return metadata != null && world.mayGo.contains(metadata.backupId());
    }

    /** What was deleted is so as a whole. */
    private void checkDeleted(Upload upload) {
        if (world.deleted.contains(upload.order().metadata().backupId())
                && world.connection(upload.order().connectionId()).isPresent()) {
            ModelDrive drive = drive(upload);
            boolean left = drive.files().stream()
                    .anyMatch(node ->
                            node.name().startsWith(upload.order().fileName().replace(".tar", ".")));
            require(!left, upload, "deleted, but something of it is left");
        }
    }

    /** A newer one came over it, arrived damaged twice, and was removed: where it lay is the bin. */
    private boolean isDamagedSince(Upload winner) {
        return mates(winner).stream()
                .filter(mate -> mate.times().commitNumber() > winner.times().commitNumber())
                .anyMatch(mate -> mate.standing().reason() == Reason.VERIFICATION);
    }

    /** A newer one arrived, and nobody could look any more: its connection was removed. */
    private boolean isOfOneRemoved(ModelDrive.Node there, Upload winner) {
        return mates(winner).stream()
                .filter(mate -> mate.standing().reason() == Reason.CONNECTION_REMOVED)
                .filter(mate -> mate.times().commitNumber() > winner.times().commitNumber())
                .anyMatch(mate -> there.content().equals(content(mate)));
    }

    /** Without a hash nobody can see that what lies there is the same. */
    private boolean isKnownEqual(Upload mate, Upload upload) {
        boolean seen = drive(upload).givesHashes() || upload.order().sizeBytes() == 0;
        return seen && sameContent(mate, upload);
    }

    private void checkDoubled(ModelDrive drive, List<Upload> all) {
        for (Upload upload : all) {
            long copies = drive.files().stream()
                    .filter(node -> node.content().equals(content(upload)))
                    .count();
            long places = all.stream()
                    .filter(other -> sameContent(other, upload))
                    .map(this::lane)
                    .distinct()
                    .count();
            require(copies <= places || upload.order().sizeBytes() == 0, upload, copies + " items for it");
        }
    }

    private void checkLastBackup(String connectionId, List<Upload> uploads) {
        Optional<Instant> newest = uploads.stream()
                .filter(u -> u.state() == UploadState.DELIVERED && u.order().kind() == Kind.BACKUP)
                .filter(upload -> !upload.item().found())
                .map(upload -> upload.times().endedAt())
                .max(Comparator.naturalOrder());
        if (newest.isPresent() && world.hasKeys(connectionId)) {
            Optional<Instant> told = world.statuses
                    .backups()
                    .find(connectionId)
                    .map(Versioned::value)
                    .map(LastBackup::deliveredAt);
            require(told.equals(newest), uploads.get(0), "the last backup is not told");
        }
    }

    private void requireSame(Upload upload, ModelDrive drive, ModelDrive.Node node) {
        boolean newer = mates(upload).stream()
                .anyMatch(mate -> mate.times().commitNumber() > upload.times().commitNumber()
                        && content(mate).equals(node.content()));
        require(newer || content(upload).equals(node.content()), upload, "delivered, but other bytes are there");
        require(!node.flipped() || !drive.givesHashes(), upload, "delivered, but damaged");
        BackupMetadata metadata = upload.order().metadata();
        if (metadata != null && !upload.item().found()) {
            String name = upload.order().fileName().replaceAll("\\.tar$", ".metadata.json");
            Bytes json = Bytes.of(metadata.json().getBytes(StandardCharsets.UTF_8));
            boolean same = drive.child(node.parent(), name)
                    .filter(there -> json.equals(there.content()))
                    .isPresent();
            require(same || newer, upload, "delivered without its metadata");
        }
    }

    /** Delivered, or arrived when nobody could look any more. */
    private boolean isAnothers(Upload upload) {
        return mates(upload).stream()
                .filter(mate ->
                        mate.state() == UploadState.DELIVERED || mate.standing().reason() == Reason.CONNECTION_REMOVED)
                .anyMatch(mate -> sameContent(mate, upload));
    }

    private Optional<ModelDrive.Node> there(Upload upload) {
        return named(upload).filter(node -> !node.isFolder() && node.content().equals(content(upload)));
    }

    private Optional<ModelDrive.Node> named(Upload upload) {
        ModelDrive drive = drive(upload);
        Optional<ModelDrive.Node> at = Optional.of(drive.appFolder());
        for (String name : Destination.names(folder(upload.order()))) {
            at = at.flatMap(parent -> drive.child(parent.id(), name));
        }
        Optional<String> homes = world.connection(upload.order().connectionId())
                .map(home -> home.folder().id());
        if (upload.order().kind() == Kind.BACKUP && homes.isPresent()) {
            // whatever it is called now
            at = homes.flatMap(drive::node);
        } else if (upload.order().kind() == Kind.BACKUP && at.isEmpty()) {
            // nobody knows any more what it was renamed to
            at = drive.children(drive.appFolder().id()).stream()
                    .filter(ModelDrive.Node::isFolder)
                    .findFirst();
        }
        return at.filter(parent -> upload.order().fileName() != null)
                .flatMap(parent -> drive.child(parent.id(), upload.order().fileName()));
    }

    private List<Upload> mates(Upload upload) {
        return world.uploads.all().stream()
                .filter(other -> !other.id().equals(upload.id()) && lane(other).equals(lane(upload)))
                .toList();
    }

    private boolean sameContent(Upload one, Upload other) {
        return content(one).equals(content(other));
    }

    private String lane(Upload upload) {
        Order order = upload.order();
        return order.driveId() + "/" + folder(order) + "/"
                + String.valueOf(order.fileName()).toLowerCase(Locale.ROOT);
    }

    private static String folder(Order order) {
        return order.kind() == Kind.BACKUP ? "backups_" + order.connectionId() : order.destinationFolder();
    }

    private ModelDrive drive(Upload upload) {
        return world.microsoft.drives.get(upload.order().driveId());
    }

    private Bytes content(Upload upload) {
        return world.contents.getOrDefault(
                upload.id(), world.contents.getOrDefault(upload.order().fileName(), Bytes.of(new byte[0])));
    }

    private void require(boolean holds, Upload upload, String what) {
        if (!holds) {
            world.microsoft.violation(upload.order().fileName() + ": " + what);
        }
    }
}
