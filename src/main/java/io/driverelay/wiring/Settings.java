package io.driverelay.wiring;

import io.driverelay.azure.ContentAccount;
import io.driverelay.azure.StagingSignatures;
import io.driverelay.connection.WebhookHosts;
import io.driverelay.intake.HomeLimits;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** The app settings, read once; README.md lists them with their defaults. */
record Settings(
        ContentAccount contentStorage,
        Vaults vaults,
        String identityClientId,
        OneDrive oneDrive,
        URI publicUrl,
        Validity valid,
        HomeLimits home,
        Relay relay,
        int drivesOfAShare,
        WebhookHosts webhooks) {

    /** The app registration, and where Microsoft is. */
    record OneDrive(String clientId, Set<String> scopes, URI authorityUrl, URI graphUrl) {}

    /** Of people's refresh tokens, and of the app's own secret; one may be both. */
    record Vaults(URI tokens, URI clientSecret) {}

    /** How long what is handed out works. */
    record Validity(Duration stagingUrl, Duration signInLink) {}

    /** @param largestFragmentBytes a multiple of 327,680, below 60 MiB */
    record Relay(Duration turn, Duration claim, long largestFragmentBytes) {}

    private static final Duration SIGN_IN_LINK_LONGEST = Duration.ofDays(7);
    private static final int DRIVES_OF_A_SHARE = 5_000;
    private static final long FRAGMENT_UNIT = 327_680;
    private static final long LARGEST_FRAGMENT = 191 * FRAGMENT_UNIT;

    /** @throws SettingsFault naming every key whose value is missing or wrong */
    static Settings read(Map<String, String> environment) {
        var reader = new SettingsReader(environment);
        String host = environment.getOrDefault("WEBSITE_HOSTNAME", "");
        var settings = new Settings(
                reader.contentAccount("CONTENT_STORAGE"),
                vaults(reader),
                reader.textOr("AZURE_CLIENT_ID", null),
                new OneDrive(
                        reader.text("ONEDRIVE_CLIENT_ID"),
                        Set.copyOf(Arrays.asList(
                                reader.textOr("ONEDRIVE_SCOPES", "Files.ReadWrite.AppFolder offline_access openid")
                                        .strip()
                                        .split("\\s+"))),
                        reader.url("ONEDRIVE_AUTHORITY_URL", "https://login.microsoftonline.com/consumers"),
                        reader.url("ONEDRIVE_GRAPH_URL", "https://graph.microsoft.com/v1.0")),
                reader.url("PUBLIC_URL", host.isEmpty() ? null : "https://" + host),
                new Validity(
                        reader.duration("STAGING_URL_VALID", Duration.ofHours(6), StagingSignatures.LONGEST),
                        reader.duration("SIGN_IN_LINK_VALID", Duration.ofHours(24), SIGN_IN_LINK_LONGEST)),
                HomeLimits.of(
                        (int) reader.number("HOME_OPEN_UPLOADS", HomeLimits.DEFAULT.openUploads(), 100_000),
                        reader.number("HOME_DECLARED_BYTES", HomeLimits.DEFAULT.declaredBytes(), Long.MAX_VALUE)),
                new Relay(
                        reader.duration("RELAY_TURN", Duration.ofMinutes(8)),
                        reader.duration("RELAY_CLAIM", Duration.ofMinutes(3)),
                        reader.multiple("RELAY_FRAGMENT_BYTES", FRAGMENT_UNIT, LARGEST_FRAGMENT)),
                (int) reader.number("DRIVE_CHECK_SHARE", DRIVES_OF_A_SHARE, 1_000_000),
                new WebhookHosts(reader.hosts("WEBHOOK_HOSTS", "*"), reader.hosts("WEBHOOK_PRIVATE_HOSTS", "")));
        reader.end();
        return settings;
    }

    private static Vaults vaults(SettingsReader reader) {
        URI tokens = reader.url("KEY_VAULT_URL", null);
        return new Vaults(tokens, reader.url("CLIENT_SECRET_VAULT_URL", tokens == null ? "" : tokens.toString()));
    }

    @Override
    public String toString() {
        return "Settings[publicUrl=" + publicUrl + "]";
    }
}
