package io.driverelay.connection;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which addresses may be called for a home: https, and by a name that is not this machine's. Whatever that name resolves to is looked at when it is called.
 *
 * @param allowed {@code *}, {@code *.example.org} or {@code example.org}, each for the ports 443 and 8123, or with a {@code :port} of its own
 * @param inside hosts in a network of the operator's own, in the same form: http and private addresses are allowed there
 */
public record WebhookHosts(List<String> allowed, List<String> inside) {
    private static final Pattern ENTRY =
            Pattern.compile("([*]|([*][.])?[a-z0-9-]+([.][a-z0-9-]+)*)(:[0-9]{1,5}|:[*])?");
    private static final Set<Integer> PORTS = Set.of(443, 8123);
    private static final String UNLESS_INSIDE =
            ", unless host and port are among this relay's setting WEBHOOK_PRIVATE_HOSTS";
    private static final int LONGEST = 2_000;

    public WebhookHosts {
        allowed = List.copyOf(allowed);
        inside = List.copyOf(inside);
    }

    /** Whether an entry is one. */
    public static boolean isEntry(String text) {
        return ENTRY.matcher(text).matches();
    }

    /** In words; empty where it may be called. */
    public Optional<String> problemWith(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("must have at most " + LONGEST + " characters");
        }
        try {
            return problemWith(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.of("must be an address, such as https://example.org/api/webhook/…");
        }
    }

    /** The same of one that was checked before: settings may have changed since. */
    public Optional<String> problemWith(URI url) {
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return Optional.of("must be an address with a host, without user and without #");
        }
        if (isAmong(inside, url)) {
            return scheme(url).matches("https?")
                    ? Optional.empty()
                    : Optional.of("must begin with https:// or http://");
        }
        return problemOutside(url);
    }

    private Optional<String> problemOutside(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        if (!scheme(url).equals("https")) {
            String problem = "must begin with https://";
            return Optional.of(scheme(url).equals("http") ? problem + UNLESS_INSIDE : problem);
        }
        if (isNumber(host)) {
            String problem = "must have a host with a name, not a number";
            return Optional.of(host.startsWith("[") ? problem : problem + UNLESS_INSIDE);
        }
        if (isThisMachine(host)) {
            return Optional.of("must have a host that is not the relay's own machine" + UNLESS_INSIDE);
        }
        return isAmong(allowed, url)
                ? Optional.empty()
                : Optional.of("has a host or port that this relay does not call (its setting WEBHOOK_HOSTS)");
    }

    /** Whether the addresses of that host may be private. */
    public boolean isInside(String host) {
        return inside.stream().anyMatch(entry -> matches(host(entry), host.toLowerCase(Locale.ROOT)));
    }

    private static boolean isAmong(List<String> entries, URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        int port = url.getPort() >= 0 ? url.getPort() : scheme(url).equals("http") ? 80 : 443;
        return entries.stream().anyMatch(entry -> matches(host(entry), host) && hasPort(entry, port));
    }

    private static String scheme(URI url) {
        return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    }

    private static String host(String entry) {
        return entry.replaceFirst(":.*", "");
    }

    private static boolean matches(String pattern, String host) {
        return pattern.equals("*")
                || pattern.equals(host)
                || (pattern.startsWith("*.") && host.endsWith(pattern.substring(1)));
    }

    private static boolean hasPort(String entry, int port) {
        int colon = entry.indexOf(':');
        String own = colon < 0 ? "" : entry.substring(colon + 1);
        return own.isEmpty() ? PORTS.contains(port) : own.equals("*") || own.equals(Integer.toString(port));
    }

    /** By the names that mean it everywhere (RFC 6761, 6.3). */
    private static boolean isThisMachine(String host) {
        return ("." + host).matches(".*[.]localhost[.]?");
    }

    /** In any spelling that something might take for an address: decimal, octal, hexadecimal, IPv6. */
    private static boolean isNumber(String host) {
        String last = host.replaceFirst("[.]$", "").replaceFirst(".*[.]", "");
        return host.startsWith("[") || last.matches("[0-9]+|0[xX][0-9a-fA-F]*");
    }
}
