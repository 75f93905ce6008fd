package io.driverelay.wiring;

import io.driverelay.azure.ContentAccount;
import io.driverelay.connection.WebhookHosts;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads app settings and collects what is wrong with them. */
final class SettingsReader {
    private static final Pattern CONNECTION_STRING =
            Pattern.compile("(?i)(?:^|;)(?:AccountName=|BlobEndpoint=|UseDevelopmentStorage=true)");

    private final Map<String, String> environment;
    private final List<String> faults = new ArrayList<>();

    SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    String text(String key) {
        String value = textOr(key, "");
        if (value.isEmpty()) {
            faults.add(key + " is missing");
        }
        return value;
    }

    String textOr(String key, String otherwise) {
        String value = environment.getOrDefault(key, "");
        return value.isBlank() ? otherwise : value.strip();
    }

    /** A connection string, or the platform's form for an identity: two addresses, and whose identity. */
    ContentAccount contentAccount(String key) {
        String connectionString = textOr(key, "");
        if (textOr(key + "__blobServiceUri", "").isEmpty()) {
            if (connectionString.isEmpty()) {
                faults.add(key + " is missing, or " + key + "__blobServiceUri and its like for an identity");
            } else if (!CONNECTION_STRING.matcher(connectionString).find()) {
                faults.add(key + " is not the connection string of a storage account");
            }
            return new ContentAccount.WithKey(connectionString);
        }
        if (!connectionString.isEmpty()) {
            faults.add(key + " and " + key + "__blobServiceUri are both set: keep one of them");
        }
        if (!textOr(key + "__credential", "").equals("managedidentity")) {
            faults.add(key + "__credential must be managedidentity");
        }
        return new ContentAccount.WithIdentity(
                url(key + "__blobServiceUri", null),
                url(key + "__queueServiceUri", null),
                textOr(key + "__clientId", null));
    }

    /** Without a trailing slash; https, or http on loopback. */
    URI url(String key, String otherwise) {
        String text = otherwise == null ? text(key) : textOr(key, otherwise);
        try {
            URI url = URI.create(text.replaceAll("/+$", ""));
            if (!text.isEmpty() && !isAllowed(url)) {
                faults.add(key + " must be an https address (http is for loopback alone)");
            }
            return url;
        } catch (IllegalArgumentException e) {
            faults.add(key + " is not an address");
            return null;
        }
    }

    private static boolean isAllowed(URI url) {
        String host = url.getHost();
        if (host == null) {
            return false;
        }
        boolean loopback = host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]");
        return "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && loopback);
    }

    Duration duration(String key, Duration otherwise) {
        try {
            Duration value = Duration.parse(textOr(key, otherwise.toString()));
            if (value.isNegative() || value.isZero()) {
                faults.add(key + " must be longer than nothing");
            }
            return value;
        } catch (DateTimeException e) {
            faults.add(key + " must be an ISO-8601 duration, such as " + otherwise);
            return otherwise;
        }
    }

    Duration duration(String key, Duration otherwise, Duration most) {
        Duration value = duration(key, otherwise);
        if (value.compareTo(most) > 0) {
            faults.add(key + " must be at most " + most);
        }
        return value;
    }

    /** A whole number from 1. */
    long number(String key, long otherwise, long most) {
        String text = textOr(key, Long.toString(otherwise));
        boolean fits = text.matches("[0-9]{1,18}") && Long.parseLong(text) >= 1 && Long.parseLong(text) <= most;
        if (!fits) {
            faults.add(key + " must be a whole number from 1 to " + Math.min(most, 999_999_999_999_999_999L));
        }
        return fits ? Long.parseLong(text) : otherwise;
    }

    /** A multiple of a unit, at most {@code most}, which is the default. */
    long multiple(String key, long unit, long most) {
        String text = textOr(key, Long.toString(most));
        boolean fits = text.matches("[0-9]{1,12}")
                && Long.parseLong(text) % unit == 0
                && Long.parseLong(text) >= unit
                && Long.parseLong(text) <= most;
        if (!fits) {
            faults.add(key + " must be a multiple of " + unit + ", at most " + most);
        }
        return fits ? Long.parseLong(text) : most;
    }

    /** Hosts, with a comma between them. */
    List<String> hosts(String key, String otherwise) {
        List<String> hosts = Stream.of(
                        textOr(key, otherwise).toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
        hosts.stream()
                .filter(host -> !WebhookHosts.isEntry(host))
                .map(host -> key + " must be hosts with a comma between them, such as *.example.org or"
                        + " home.example.org:8123, not " + host)
                .forEach(faults::add);
        return hosts;
    }

    void end() {
        if (!faults.isEmpty()) {
            throw new SettingsFault("App settings: " + String.join("; ", faults) + ".");
        }
    }
}
