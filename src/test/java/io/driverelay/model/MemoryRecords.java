package io.driverelay.model;

import io.driverelay.backup.BackupCatalogue;
import io.driverelay.backup.BackupCatalogues;
import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.connection.RefreshTokens;
import io.driverelay.connection.SignIns;
import io.driverelay.drive.DriveId;
import io.driverelay.drive.Pauses;
import io.driverelay.status.CheckPass;
import io.driverelay.status.DriveStatus;
import io.driverelay.status.DriveStatuses;
import io.driverelay.status.LastBackup;
import io.driverelay.status.ShelfNote;
import io.driverelay.status.ShelfNotes;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Page;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.upkeep.PassNotes;
import io.driverelay.upload.CommitNumbers;
import io.driverelay.upload.Lane;
import io.driverelay.upload.Lanes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The small records in memory, one port after the other. */
final class MemoryRecords {
    private MemoryRecords() {}

    record OfConnections(Effects effects, Table<Connection> table) implements Connections {
        @Override
        public Optional<Versioned<Connection>> find(String connectionId) {
            return effects.read("Connections.find", () -> table.find(connectionId));
        }

        @Override
        public Versioned<Connection> create(Connection connection) {
            return effects.write("Connections.create", () -> table.create(connection.id(), connection));
        }

        @Override
        public Versioned<Connection> replace(Versioned<Connection> changed) {
            return effects.write(
                    "Connections.replace", () -> table.replace(changed.value().id(), changed));
        }

        @Override
        public void visit(Consumer<ConnectionMark> visitor, Consumer<String> unreadable) {
            effects.read("Connections.visit", table::all).stream()
                    .map(read -> ConnectionMark.of(read.value()).listedAs(read.eTag()))
                    .forEach(visitor);
        }

        @Override
        public Page<ConnectionMark> page(String cursor, int limit) {
            int from = cursor == null ? 0 : Integer.parseInt(cursor);
            List<ConnectionMark> all = effects.read("Connections.page", table::all).stream()
                    .map(Versioned::value)
                    .map(ConnectionMark::of)
                    .toList();
            int to = Math.min(all.size(), from + limit);
            return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
        }

        @Override
        public List<ConnectionMark> ofDrive(String driveId) {
            return effects.read("Connections.ofDrive", table::all).stream()
                    .map(read -> ConnectionMark.of(read.value()))
                    .filter(mark -> DriveId.same(mark.driveId(), driveId))
                    .toList();
        }

        @Override
        public void delete(String connectionId) {
            effects.write("Connections.delete", () -> table.delete(connectionId));
        }
    }

    record OfLanes(Effects effects, Table<Lane> table) implements Lanes {
        @Override
        public Optional<Versioned<Lane>> find(String name) {
            return effects.read("Lanes.find", () -> table.find(name));
        }

        @Override
        public Versioned<Lane> create(String name, Lane lane) {
            return effects.write("Lanes.create", () -> table.create(name, lane));
        }

        @Override
        public Versioned<Lane> replace(String name, Versioned<Lane> changed) {
            return effects.write("Lanes.replace", () -> table.replace(name, changed));
        }
    }

    record OfNumbers(Effects effects, Table<Long> table, Clock clock) implements CommitNumbers {
        @Override
        public long next(String driveId) {
            return effects.write(
                    "CommitNumbers.next",
                    () -> table.merge(
                            DriveId.canonical(driveId), clock.millis(), (last, now) -> Math.max(last + 1, now)));
        }
    }

    record OfPauses(Effects effects, Table<Instant> table) implements Pauses {
        @Override
        public Optional<Instant> notBefore(String whom) {
            return effects.read("Pauses.notBefore", () -> table.find(whom).map(Versioned::value));
        }

        @Override
        public Map<String, Instant> all() {
            return effects.read("Pauses.all", table::values);
        }

        @Override
        public void pauseUntil(String whom, Instant notBefore) {
            effects.write("Pauses.pauseUntil", () -> {
                table.merge(whom, notBefore, (before, next) -> before.isBefore(next) ? next : before);
            });
        }
    }

    record OfStatuses(Effects effects, Table<DriveStatus> table, Table<LastBackup> backups, Table<CheckPass> passes)
            implements DriveStatuses {
        @Override
        public Optional<DriveStatus> find(String connectionId) {
            return effects.read(
                    "DriveStatuses.find", () -> table.find(connectionId).map(Versioned::value));
        }

        @Override
        public Map<String, DriveStatus> all(Consumer<String> unreadable) {
            return effects.read("DriveStatuses.all", table::values);
        }

        @Override
        public void store(DriveStatus status) {
            effects.write("DriveStatuses.store", () -> {
                table.put(status.connectionId(), status);
            });
        }

        @Override
        public Optional<LastBackup> findLastBackup(String connectionId) {
            return effects.read(
                    "DriveStatuses.findLastBackup",
                    () -> backups.find(connectionId).map(Versioned::value));
        }

        @Override
        public void keepLastBackup(String connectionId, LastBackup backup) {
            effects.write("DriveStatuses.keepLastBackup", () -> {
                backups.merge(
                        connectionId,
                        backup,
                        (before, next) -> before.deliveredAt().isBefore(next.deliveredAt()) ? next : before);
            });
        }

        @Override
        public Optional<CheckPass> lastPass() {
            return effects.read(
                    "DriveStatuses.lastPass", () -> passes.find("pass").map(Versioned::value));
        }

        @Override
        public void storePass(CheckPass pass) {
            effects.write("DriveStatuses.storePass", () -> {
                passes.put("pass", pass);
            });
        }

        @Override
        public void delete(String connectionId) {
            effects.write("DriveStatuses.delete", () -> {
                table.delete(connectionId);
                backups.delete(connectionId);
            });
        }
    }

    record OfShelves(Effects effects, Table<ShelfNote> table) implements ShelfNotes {
        @Override
        public Optional<ShelfNote> find(String connectionId) {
            return effects.read(
                    "ShelfNotes.find", () -> table.find(connectionId).map(Versioned::value));
        }

        @Override
        public void visit(Consumer<ShelfNote> visitor, Consumer<String> unreadable) {
            effects.read("ShelfNotes.visit", table::values).values().forEach(visitor);
        }

        @Override
        public void store(ShelfNote note) {
            effects.write("ShelfNotes.store", () -> {
                table.put(note.connectionId(), note);
            });
        }

        @Override
        public void delete(String connectionId) {
            effects.write("ShelfNotes.delete", () -> table.delete(connectionId));
        }
    }

    record OfCatalogues(Effects effects, Table<BackupCatalogue> table) implements BackupCatalogues {
        @Override
        public Optional<BackupCatalogue> find(String connectionId) {
            return effects.read(
                    "BackupCatalogues.find", () -> table.find(connectionId).map(Versioned::value));
        }

        @Override
        public void store(String connectionId, BackupCatalogue catalogue) {
            effects.write("BackupCatalogues.store", () -> {
                table.put(connectionId, catalogue);
            });
        }

        @Override
        public void delete(String connectionId) {
            effects.write("BackupCatalogues.delete", () -> table.delete(connectionId));
        }
    }

    record OfNotes(Effects effects, Table<PassNotes.Note> table) implements PassNotes {
        @Override
        public Optional<Note> last() {
            return effects.read("PassNotes.last", () -> table.find("note").map(Versioned::value));
        }

        @Override
        public void store(Note note) {
            effects.write("PassNotes.store", () -> {
                table.put("note", note);
            });
        }
    }

    record OfSignIns(Effects effects, Table<Link> links) implements SignIns {
        @Override
        public void put(Link link) {
            effects.write("SignIns.put", () -> links.put(link.id(), link));
        }

        @Override
        public Optional<Versioned<Link>> find(String linkId) {
            return effects.read("SignIns.find", () -> links.find(linkId));
        }

        @Override
        public void replace(Versioned<Link> changed) {
            effects.write("SignIns.replace", () -> links.replace(changed.value().id(), changed));
        }

        @Override
        public void delete(Versioned<Link> read) {
            effects.write("SignIns.deleteVersion", () -> {
                String id = read.value().id();
                if (!links.deleteVersion(id, read.eTag()) && links.find(id).isPresent()) {
                    throw new ChangedMeanwhile(id);
                }
            });
        }

        @Override
        public void delete(String linkId) {
            effects.write("SignIns.delete", () -> links.delete(linkId));
        }

        @Override
        public void deleteExpired(Instant now) {
            effects.write(
                    "SignIns.deleteExpired",
                    () -> links.all().stream()
                            .map(Versioned::value)
                            .filter(link -> !now.isBefore(link.overAt()))
                            .forEach(link -> links.delete(link.id())));
        }
    }

    record OfTokens(Effects effects, Table<String> table) implements RefreshTokens {
        @Override
        public Optional<Stored> find(String connectionId) {
            return effects.read(
                    "RefreshTokens.find",
                    () -> table.find(connectionId)
                            .map(read -> new Stored(read.value(), Instant.EPOCH, Instant.MAX, false)),
                    this::vaultFails);
        }

        @Override
        public void store(String connectionId, String refreshToken) {
            effects.write("RefreshTokens.store", () -> table.put(connectionId, refreshToken), this::vaultFails);
        }

        @Override
        public void disableOlder(String connectionId) {
            effects.write("RefreshTokens.disableOlder", () -> null, this::vaultFails);
        }

        @Override
        public boolean delete(String connectionId) {
            return effects.write(
                    "RefreshTokens.delete",
                    () -> {
                        boolean there = table.find(connectionId).isPresent();
                        table.delete(connectionId);
                        return there;
                    },
                    this::vaultFails);
        }

        private StorageUnavailable vaultFails() {
            return new StorageUnavailable(StorageUnavailable.Service.VAULT, "the vault failed", null, false);
        }
    }
}
