package io.driverelay.connection;

import io.driverelay.connection.Connection.Folder;
import io.driverelay.connection.Connection.LinkedDrive;
import io.driverelay.connection.SignIn.Ending;
import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveId;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.Drives;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.util.Optional;

/** What follows a consent: whose drive it is, whether it may be linked, the home's folder on it, and the record. */
public final class LinkDrive {
    private static final EventLog EVENTS = new EventLog();

    private final Connections connections;
    private final RefreshTokens refreshTokens;
    private final Drives drives;
    private final ConnectionListener listener;
    private final Clock clock;
    private final OnlyOne onlyOne;

    public LinkDrive(
            Connections connections,
            RefreshTokens refreshTokens,
            Drives drives,
            ConnectionListener listener,
            Clock clock) {
        this.connections = connections;
        this.refreshTokens = refreshTokens;
        this.drives = drives;
        this.listener = listener;
        this.clock = clock;
        this.onlyOne = new OnlyOne(connections, refreshTokens);
    }

    /** @throws DriveFault whatever the drive does */
    Ending link(String connectionId, Authority.Tokens tokens) {
        boolean writes = tokens.scopes().stream().anyMatch(scope -> scope.contains("Files.ReadWrite"));
        if (!writes || tokens.refreshToken().isEmpty()) {
            return ended(
                    SignInOutcome.CONSENT_INCOMPLETE,
                    "Not everything was granted that is needed: access to the app's folder, also while you are away. Open the"
                            + " sign-in link again and accept all of it.");
        }
        Drive drive = drives.with(new JustGranted(tokens.accessToken()));
        DriveAccount account = account(drive);
        if (!"personal".equals(account.type())) {
            return ended(
                    SignInOutcome.NOT_A_PERSONAL_DRIVE,
                    "This is not a personal OneDrive. Sign in with a personal Microsoft account.");
        }
        try {
            return WriteRace.decide(
                    "connection " + connectionId,
                    () -> connections
                            .find(connectionId)
                            .map(read -> link(read, tokens, drive, account))
                            .orElseGet(() -> removed(connectionId)));
        } catch (DriveFault fault) {
            return SignInTroubles.ofFrozen(fault, account.quota()).orElseThrow(() -> fault);
        }
    }

    /** An answer that names no drive is none: nothing may be bound to it for good. */
    private static DriveAccount account(Drive drive) {
        DriveAccount account = drive.account();
        if (isBlank(account.id()) || isBlank(account.type())) {
            throw new DriveFault(DriveFault.Kind.UNREACHABLE, "the answer names no drive");
        }
        return account;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private Ending removed(String connectionId) {
        // perhaps stored by the try before this one
        refreshTokens.delete(connectionId);
        return ended(SignInOutcome.LINK_EXPIRED, "The connection was removed meanwhile.");
    }

    private Ending link(Versioned<Connection> read, Authority.Tokens tokens, Drive drive, DriveAccount account) {
        Connection before = read.value();
        if (before.drive() != null && !DriveId.same(before.drive().id(), account.id())) {
            return ended(
                    SignInOutcome.WRONG_DRIVE,
                    "This is another OneDrive than the one that is connected. Sign in with the account it belongs to.");
        }
        Optional<DriveItem> found = HomeFolder.on(drive, before.folder());
        if (found.isEmpty()) {
            return fileInTheWay(before.folder().name());
        }
        DriveItem folder = found.get();
        if (onlyOne.isAnothers(before.id(), account.id(), folder.id())) {
            return ended(SignInOutcome.ALREADY_CONNECTED, OnlyOne.TAKEN);
        }
        if (!HomeFolder.isClaimed(drive, before, folder)) {
            return anotherHomes(folder.name());
        }
        // in the spelling that was recorded first, should it have changed
        String driveId = before.drive() == null ? account.id() : before.drive().id();
        var linkedTo = new LinkedDrive(driveId, account.type(), account.owner(), account.webUrl());
        var in = new Folder(folder.name(), folder.id(), folder.path(), folder.webUrl());
        Ending ending = connected(account);
        Connection linked = write(read, linkedTo, in, tokens.refreshToken().orElseThrow(), ending);
        if (!onlyOne.settle(linked)) {
            return ended(SignInOutcome.ALREADY_CONNECTED, OnlyOne.TAKEN);
        }
        disableOlder(linked.id());
        listener.signedIn(linked);
        return ending;
    }

    /**
     * The token before the record that says ready, which must find it; a first drive before its token, so that of two persons who sign in
     * at once only the one whose drive it became has a token kept.
     */
    private Connection write(
            Versioned<Connection> read, LinkedDrive drive, Folder folder, String refreshToken, Ending ending) {
        Connection before = read.value();
        Versioned<Connection> last = read;
        if (!before.wasEverSignedIn()) {
            last = connections.replace(
                    read.with(c -> c.linked(drive, folder, before.lastSignIn()).lapsed(clock.instant())));
        }
        refreshTokens.store(before.id(), refreshToken);
        var signIn = new Connection.LastSignIn(clock.instant(), ending.outcome(), ending.detail());
        return connections
                .replace(last.with(c -> c.linked(drive, folder, signIn)))
                .value();
    }

    /** The sign-in is none the worse for a failure: the next refresh tries again. */
    private void disableOlder(String connectionId) {
        try {
            refreshTokens.disableOlder(connectionId);
        } catch (StorageUnavailable e) {
            EVENTS.write(Event.OLDER_TOKENS_NOT_DISABLED.of(connectionId));
        }
    }

    private static Ending connected(DriveAccount account) {
        String owner = account.owner() == null ? "OneDrive" : account.owner() + "'s OneDrive";
        return ended(SignInOutcome.CONNECTED, owner + " is connected. You can close this page.");
    }

    private static Ending fileInTheWay(String name) {
        return ended(
                SignInOutcome.FOLDER_IN_USE,
                "A file named \"" + name
                        + "\" lies where this connection's folder should be, in this app's folder of your"
                        + " OneDrive. Rename or delete that file there, then open the sign-in link again.");
    }

    private static Ending anotherHomes(String name) {
        return ended(
                SignInOutcome.FOLDER_IN_USE,
                "The folder \"" + name
                        + "\" in this app's folder of your OneDrive is marked as another home's. Ask whoever runs this relay for a"
                        + " connection with another folder name, or with the id of that Home Assistant if it is this home's.");
    }

    private static Ending ended(SignInOutcome outcome, String detail) {
        return new Ending(outcome, detail, null);
    }

    /** The consent's own access token; there is no other if it is refused. */
    private record JustGranted(String token) implements BearerTokens {
        @Override
        public String current() {
            return token;
        }

        @Override
        public String renewed(String refused) {
            throw new DriveFault(DriveFault.Kind.DENIED, "the access token was refused right after the consent");
        }

        @Override
        public String toString() {
            return "JustGranted[]";
        }
    }
}
