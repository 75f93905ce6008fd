package io.driverelay.wiring;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The app's settings as they may be shown: their values, and of those that hold a secret only whether they are set. */
final class ShownSettings {
    private static final List<String> SECRET = List.of("CONTENT_STORAGE", "AzureWebJobsStorage");
    private static final List<String> PLAIN = List.of(
            "CONTENT_STORAGE__blobServiceUri",
            "CONTENT_STORAGE__queueServiceUri",
            "CONTENT_STORAGE__credential",
            "CONTENT_STORAGE__clientId",
            "AZURE_CLIENT_ID",
            "KEY_VAULT_URL",
            "CLIENT_SECRET_VAULT_URL",
            "ONEDRIVE_CLIENT_ID",
            "ONEDRIVE_SCOPES",
            "ONEDRIVE_AUTHORITY_URL",
            "ONEDRIVE_GRAPH_URL",
            "PUBLIC_URL",
            "RELAY_TURN",
            "RELAY_CLAIM",
            "RELAY_FRAGMENT_BYTES",
            "STAGING_URL_VALID",
            "SIGN_IN_LINK_VALID",
            "HOME_OPEN_UPLOADS",
            "HOME_DECLARED_BYTES",
            "DRIVE_CHECK_SCHEDULE",
            "DRIVE_CHECK_SHARE",
            "WEBHOOK_HOSTS",
            "WEBHOOK_PRIVATE_HOSTS",
            "FUNCTIONS_WORKER_RUNTIME",
            "FUNCTIONS_EXTENSION_VERSION",
            "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT",
            "AzureWebJobsDisableHomepage",
            "REGION_NAME");

    private ShownSettings() {}

    /** What is not set is null: its default holds. */
    static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> shown = new TreeMap<>();
        PLAIN.forEach(key -> shown.put(key, withoutCredential(environment.get(key))));
        SECRET.forEach(key -> shown.put(key, environment.getOrDefault(key, "").isBlank() ? "missing" : "set"));
        return shown;
    }

    /** An address may have been given with one. */
    private static String withoutCredential(String value) {
        return value == null ? null : value.replaceAll("//[^/@]*@", "//").replaceAll("[?#].*", "");
    }
}
