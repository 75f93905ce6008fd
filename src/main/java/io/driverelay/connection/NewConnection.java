package io.driverelay.connection;

import io.driverelay.refusal.Faults;
import java.util.Set;

/**
 * What an operator asks for. Name, folder name and instance id may be null.
 *
 * @param keyScopes what the first home key may do besides sending and watching; none by default
 * @param retention null: every backup is kept
 * @param webhook null: the home is not called
 * @param watch null: the operator's threshold is the home's
 */
public record NewConnection(
        String name,
        String folderName,
        String instanceId,
        boolean deletePermanently,
        Set<KeyScope> keyScopes,
        Retention retention,
        Webhook webhook,
        BackupWatch watch) {
    private static final int SHOWN_OF_ID = 8;

    public NewConnection {
        keyScopes = Set.copyOf(keyScopes);
        ConnectionChange.requireFolderName(folderName);
        requireInstanceId(instanceId);
    }

    /** Null is fine. */
    public static void requireInstanceId(String instanceId) {
        var faults = new Faults();
        faults.require(
                instanceId == null || instanceId.matches("[A-Za-z0-9_-]{8,64}"),
                "/instanceId",
                "must be Home Assistant's own id: 8 to 64 letters, digits, - or _");
        faults.end();
    }

    /** The folder that a home of Home Assistant's own integration would have, or one named by the connection. */
    String folderNameFor(String connectionId) {
        if (folderName != null) {
            return folderName;
        }
        return "backups_"
                + (instanceId != null
                        ? instanceId.substring(0, SHOWN_OF_ID)
                        // an id begins with the time
                        : connectionId.substring(connectionId.length() - SHOWN_OF_ID));
    }
}
