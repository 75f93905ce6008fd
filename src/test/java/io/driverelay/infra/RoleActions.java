package io.driverelay.infra;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the granted roles allow, of Azure's list of built-in roles, and what each operation needs, of the reference of Blob storage, Queue
 * storage and Key Vault.
 */
final class RoleActions {
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            // Storage Blob Data Contributor
            "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
                    Set.of("containers/read", "containers/write", "blobs/read", "blobs/write", "blobs/delete"),
            // Storage Blob Delegator
            "db58b8e5-c6ad-4a2a-8342-4190687cbf4a", Set.of("generateUserDelegationKey"),
            // Storage Queue Data Contributor
            "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
                    Set.of("queues/write", "messages/read", "messages/write", "messages/delete"),
            // Key Vault Secrets User
            "4633458b-17de-408a-b874-0445c86b69e6", Set.of("secrets/get", "secrets/readMetadata"),
            // Key Vault Secrets Officer
            "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
                    Set.of(
                            "secrets/get",
                            "secrets/set",
                            "secrets/readMetadata",
                            "secrets/update",
                            "secrets/delete",
                            "secrets/recover"));

    private static final Map<String, List<String>> NEEDED = Map.ofEntries(
            Map.entry("Create Container", List.of("containers/write")),
            Map.entry("List Blobs", List.of("blobs/read")),
            Map.entry("Get Blob", List.of("blobs/read")),
            Map.entry("Get Blob Properties", List.of("blobs/read")),
            Map.entry("Get Block List", List.of("blobs/read")),
            Map.entry("Put Blob", List.of("blobs/write")),
            Map.entry("Put Block List", List.of("blobs/write")),
            Map.entry("Snapshot Blob", List.of("blobs/write")),
            Map.entry("Lease Blob", List.of("blobs/write")),
            Map.entry("Delete Blob", List.of("blobs/delete")),
            Map.entry("Get User Delegation Key", List.of("generateUserDelegationKey")),
            Map.entry("Create Queue", List.of("queues/write")),
            Map.entry("Put Message", List.of("messages/write")),
            Map.entry("Get Messages", List.of("messages/read", "messages/delete")),
            Map.entry("Update Message", List.of("messages/write")),
            Map.entry("Delete Message", List.of("messages/delete")),
            Map.entry("Get Secret", List.of("secrets/get")),
            Map.entry("Set Secret", List.of("secrets/set")),
            Map.entry("List Secret Versions", List.of("secrets/readMetadata")),
            Map.entry("Update Secret", List.of("secrets/update")),
            Map.entry("Delete Secret", List.of("secrets/delete")),
            Map.entry("Get Deleted Secret", List.of("secrets/get")),
            Map.entry("Recover Deleted Secret", List.of("secrets/recover")));

    private RoleActions() {}

    /** Empty for a role that allows nothing of the app's own. */
    static Set<String> allowedBy(String roleId) {
        return ALLOWED.getOrDefault(roleId, Set.of());
    }

    /** @throws IllegalArgumentException for an operation that nobody has thought of */
    static List<String> neededBy(String operation) {
        List<String> actions = NEEDED.get(operation);
        if (actions == null) {
            throw new IllegalArgumentException("which action allows " + operation + "? Add it here.");
        }
        return actions;
    }
}
