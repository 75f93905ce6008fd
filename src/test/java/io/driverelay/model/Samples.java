package io.driverelay.model;

import io.driverelay.connection.Connection;
import io.driverelay.connection.HomeKey;
import io.driverelay.connection.KeyScope;
import io.driverelay.connection.MadeConnection;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Order;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Staged;
import io.driverelay.upload.Times;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.Upload;
import java.time.Instant;
import java.util.Set;

/** Records to begin with. */
final class Samples {
    static final Instant AT = Instant.parse("2026-01-05T00:00:00Z");
    static final HomeKey KEY =
            new HomeKey("key", "home", "sha256", Set.of(KeyScope.DELETE, KeyScope.RESTORE), AT, null);

    private Samples() {}

    static Upload upload(String connectionId, String id) {
        var order = new Order(
                id,
                connectionId,
                "AB12",
                KEY.id(),
                true,
                Kind.BACKUP,
                "Häuser #1.tar",
                "",
                Conflict.FAIL,
                5,
                null,
                new BackupMetadata("{\"backup_id\":\"a\"}", "a", "A"),
                "hash",
                Transfer.SINGLE,
                null);
        return Upload.opened(order, Times.opened(AT, AT.plusSeconds(3600)), new Staged("blob-" + id));
    }

    static Upload waiting(Upload upload) {
        return upload.with(upload.times().committed(AT.plusSeconds(5), 17))
                .with(upload.standing().waiting(Reason.SPACE, "The OneDrive is full.", null, AT.plusSeconds(7)));
    }

    static Upload cancelAsked(Upload upload) {
        return upload.with(upload.standing().cancelAsked());
    }

    /** One that was never signed in. */
    static Connection connection(String id) {
        return MadeConnection.neverSignedIn(id, AT, KEY);
    }
}
