package io.driverelay.relay;

import io.driverelay.connection.ConnectedDrives;
import io.driverelay.connection.Connections;
import io.driverelay.drive.Pauses;
import io.driverelay.upload.Lanes;
import io.driverelay.upload.RelayQueue;
import io.driverelay.upload.Staging;
import io.driverelay.upload.TellListeners;
import io.driverelay.upload.Twins;
import io.driverelay.upload.Uploads;
import java.security.MessageDigest;
import java.util.function.Supplier;

/** Everything that a turn reaches. */
public record Stations(
        Uploads uploads,
        Lanes lanes,
        Staging staging,
        RelayQueue queue,
        Connections connections,
        ConnectedDrives drives,
        Pauses pauses,
        TellListeners tell,
        Supplier<MessageDigest> sha256,
        Twins twins) {}
