package io.driverelay.wiring;

import io.driverelay.connection.ChangeConnection;
import io.driverelay.connection.CreateConnection;
import io.driverelay.connection.GetConnection;
import io.driverelay.connection.LinkDrive;
import io.driverelay.connection.RedeemConsent;
import io.driverelay.connection.RemoveConnection;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignInLinks;
import io.driverelay.function.BackupDoors;
import io.driverelay.function.ConnectionDoors;
import io.driverelay.function.DiagnosticsDoor;
import io.driverelay.function.FileDoor;
import io.driverelay.function.KeyDoors;
import io.driverelay.function.PushDoor;
import io.driverelay.function.RelayDoors;
import io.driverelay.function.RetentionDoor;
import io.driverelay.function.ShareDoor;
import io.driverelay.function.SignInDoors;
import io.driverelay.function.StatusDoors;
import io.driverelay.function.TimerDoor;
import io.driverelay.function.UploadDoors;
import io.driverelay.function.WatchDoors;
import io.driverelay.intake.ReceiveFile;
import io.driverelay.intake.WatchUploads;
import io.driverelay.relay.EndKey;
import io.driverelay.status.CheckShare;
import io.driverelay.status.Diagnose;
import io.driverelay.status.ReadStatus;
import io.driverelay.upkeep.ForgottenCommits;
import io.driverelay.upkeep.PassLimits;
import io.driverelay.upkeep.Upkeep;
import io.driverelay.upload.RetryUpload;
import io.driverelay.upload.WakeUpload;
import java.util.Map;

/** The doors, each with what it calls: a cold start pays for its own door alone. */
final class Wiring {
    private final UseCases use;

    Wiring(Settings settings) {
        this.use = new UseCases(settings);
    }

    ConnectionDoors connectionDoors() {
        SignInLinks links = links();
        return new ConnectionDoors(
                new CreateConnection(use.kept.connections, use.keys, links, use.kept.webhooks, use.ids, use.clock),
                new GetConnection(use.kept.connections),
                new ChangeConnection(use.kept.connections, use.ready(), use.kept.webhooks),
                new ConnectionDoors.Links(
                        id -> links.create(use.kept.connections, id), id -> links.revoke(use.kept.connections, id)),
                new RemoveConnection(
                        use.kept.connections,
                        use.kept.refreshTokens,
                        use.kept.webhooks,
                        use.kept.signIns,
                        use.connectionListener),
                use.settings.webhooks());
    }

    private SignInLinks links() {
        return new SignInLinks(
                use.kept.signIns,
                use.secrets,
                use.settings.publicUrl(),
                use.settings.valid().signInLink(),
                use.clock);
    }

    KeyDoors keyDoors() {
        return new KeyDoors(use.keys, new EndKey(use.keys, use.kept.uploads, use.cancel()));
    }

    SignInDoors signInDoors() {
        var link = new LinkDrive(
                use.kept.connections,
                use.kept.refreshTokens,
                use.microsoft.drives.get(),
                use.connectionListener,
                use.clock);
        var consent = new RedeemConsent(
                use.kept.connections, use.microsoft.authority.get(), link, use.kept.pauses, use.clock);
        return new SignInDoors(
                new SignIn(
                        use.kept.connections,
                        use.kept.signIns,
                        use.microsoft.authority.get(),
                        consent,
                        use.secrets,
                        use.clock),
                use.settings.publicUrl());
    }

    UploadDoors uploadDoors() {
        return new UploadDoors(use.keys, use.open(), use.commit(), use.addresses(), use.backups, use.clock);
    }

    WatchDoors watchDoors() {
        return new WatchDoors(
                use.keys,
                new WatchUploads(use.kept.uploads, use.content()),
                new RetryUpload(
                        use.kept.uploads,
                        use.kept.staging.get(),
                        new WakeUpload(use.kept.uploads, use.kept.tickets, use.clock),
                        use.kept.pauses,
                        use.clock),
                use.cancel(),
                use.clock);
    }

    FileDoor fileDoor() {
        return new FileDoor(
                use.keys,
                new ReceiveFile(use.open(), use.kept.staging.get(), use.commit()),
                new Shelves(use).deleteFiles(),
                use.clock);
    }

    BackupDoors backupDoors() {
        return new Shelves(use).backupDoors();
    }

    StatusDoors statusDoors() {
        return new StatusDoors(
                use.keys,
                new ReadStatus(use.kept.connections, use.kept.statuses, use.kept.shelves, use.kept.uploads, use.clock));
    }

    /** @param settings as they may be shown */
    DiagnosticsDoor diagnosticsDoor(Map<String, String> settings) {
        var status =
                new ReadStatus(use.kept.connections, use.kept.statuses, use.kept.shelves, use.kept.uploads, use.clock);
        return new DiagnosticsDoor(
                new Diagnose(
                        new GetConnection(use.kept.connections),
                        status,
                        use.kept.statuses,
                        use.kept.faults,
                        use.kept.uploads,
                        use.kept.pauses),
                settings,
                use.clock);
    }

    RetentionDoor retentionDoor() {
        return new RetentionDoor(new GetConnection(use.kept.connections), new Shelves(use).tendShelf());
    }

    RelayDoors relayDoors() {
        return new RelayDoors(use.relay.get());
    }

    TimerDoor timerDoor() {
        return new TimerDoor(new Upkeep(
                use.yard(),
                new ForgottenCommits.Content(use.content(), use.commit()),
                new Upkeep.Readings(use.allDrives(), use.kept.statuses, new Shelves(use).tendShelves()),
                use.kept.signIns,
                use.kept.notes,
                PassLimits.DEFAULT));
    }

    PushDoor pushDoor() {
        return new PushDoor(new Pushes(use).sendPush(links()));
    }

    ShareDoor shareDoor() {
        return new ShareDoor(new CheckShare(use.allDrives(), use.kept.shares, PassLimits.DEFAULT.reading(), use.clock));
    }
}
