package io.driverelay.connection;

import io.driverelay.connection.Connection.Folder;
import io.driverelay.connection.Connection.LinkedDrive;
import io.driverelay.connection.SignIn.Ending;
import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.Drives;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Versioned;
import java.time.Clock;
import java.util.Optional;

/** What follows a consent: whose drive it is, whether it may be linked, the home's folder on it, and the record. */
public final class LinkDrive {
    private final Connections connections;
    private final RefreshTokens refreshTokens;
    private final Drives drives;
    private final ConnectionListener listener;
    private final Clock clock;

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
    }

    Ending link(String connectionId, Authority.Tokens tokens) {
        boolean files = tokens.scopes().stream().anyMatch(scope -> scope.contains("Files."));
        if (!files || tokens.refreshToken().isEmpty()) {
            return ended(
                    SignInOutcome.CONSENT_INCOMPLETE,
                    "Not everything was granted that is needed: access to the app's folder, also while you are away. Open the"
                            + " sign-in link again and accept all of it.");
        }
        try {
            return link(connectionId, tokens, drives.with(new JustGranted(tokens.accessToken())));
        } catch (DriveFault fault) {
            return failed(fault);
        }
    }

    private Ending link(String connectionId, Authority.Tokens tokens, Drive drive) {
        DriveAccount account = drive.account();
        if (!"personal".equals(account.type())) {
            return ended(
                    SignInOutcome.NOT_A_PERSONAL_DRIVE,
                    "This is not a personal OneDrive. Sign in with a personal Microsoft account.");
        }
        while (true) {
            Optional<Versioned<Connection>> read = connections.find(connectionId);
            if (read.isEmpty()) {
                // perhaps stored by the try before this one
                refreshTokens.find(connectionId).ifPresent(stored -> refreshTokens.delete(connectionId));
                return ended(SignInOutcome.LINK_EXPIRED, "The connection was removed meanwhile.");
            }
            try {
                return link(read.get(), tokens, drive, account);
            } catch (ChangedMeanwhile e) {
                // read again and decide again
            }
        }
    }

    private Ending link(Versioned<Connection> read, Authority.Tokens tokens, Drive drive, DriveAccount account) {
        Connection before = read.value();
        if (before.drive() != null && !before.drive().id().equals(account.id())) {
            return ended(
                    SignInOutcome.WRONG_DRIVE,
                    "This is another OneDrive than the one that is connected. Sign in with the account it belongs to.");
        }
        DriveItem folder = folder(drive, before.folder());
        if (isAnothers(before.id(), account.id(), folder.id())) {
            return ended(
                    SignInOutcome.ALREADY_CONNECTED,
                    "This OneDrive and folder have a connection already. Choose another folder name for this one.");
        }
        Ending ending = connected(account);
        var last = new Connection.LastSignIn(clock.instant(), ending.outcome(), ending.detail());
        Versioned<Connection> ready = read.with(c -> c.linked(
                new LinkedDrive(account.id(), account.type(), account.owner(), account.webUrl()),
                new Folder(folder.name(), folder.id(), folder.path(), folder.webUrl()),
                last));
        listener.signedIn(write(before, ready, tokens.refreshToken().orElseThrow()));
        return ending;
    }

    /**
     * The token before the record that says ready, which must find it; a first drive before its token, so that of two persons who sign in
     * at once only the one whose drive it became has a token kept.
     */
    private Connection write(Connection before, Versioned<Connection> ready, String refreshToken) {
        String eTag = ready.eTag();
        if (!before.wasEverSignedIn()) {
            eTag = connections
                    .replace(ready.with(c -> c.withSignInRequired(true).withLastSignIn(before.lastSignIn())))
                    .eTag();
        }
        refreshTokens.store(before.id(), refreshToken);
        return connections.replace(new Versioned<>(ready.value(), eTag)).value();
    }

    private static Ending connected(DriveAccount account) {
        String owner = account.owner() == null ? "OneDrive" : account.owner() + "'s OneDrive";
        return ended(SignInOutcome.CONNECTED, owner + " is connected. You can close this page.");
    }

    /** By id while there is one: the owner may have renamed it. */
    private static DriveItem folder(Drive drive, Folder known) {
        Optional<DriveItem> byId = known.id() == null ? Optional.empty() : drive.item(known.id());
        if (byId.isPresent()) {
            return byId.get();
        }
        String appFolder = drive.appFolder().id();
        return drive.find(appFolder, known.name()).orElseGet(() -> drive.createFolder(appFolder, known.name()));
    }

    private boolean isAnothers(String connectionId, String driveId, String folderId) {
        return connections.list().stream()
                .map(Versioned::value)
                .filter(other -> !other.id().equals(connectionId) && other.drive() != null)
                .anyMatch(other -> other.drive().id().equals(driveId)
                        && folderId.equals(other.folder().id()));
    }

    private static Ending failed(DriveFault fault) {
        return fault.kind() == DriveFault.Kind.READ_ONLY
                ? ended(
                        SignInOutcome.READ_ONLY_DRIVE,
                        "The sign-in is fine, but the OneDrive takes no writes: it is frozen, or Microsoft keeps the app's folder"
                                + " read-only. Check it at onedrive.live.com, then open the sign-in link again.")
                : ended(
                        SignInOutcome.TRY_AGAIN,
                        "The OneDrive could not be read just now. Wait a minute and open the sign-in link again.");
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
