package io.driverelay.graph;

import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import java.net.URI;
import java.util.List;

/**
 * Which upload and download URLs are used: on any host, since Microsoft changes them, but over https alone. Looked at before every use, since
 * a record may have been written by somebody else. The loopback is for a Graph that lies there itself.
 */
record PreauthenticatedUrls(URI graphUrl) {
    private static final int HIGHEST_PORT = 65_535;

    URI checked(String text) {
        URI url = parsed(text);
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getPort() > HIGHEST_PORT) {
            throw unusable();
        }
        boolean allowed = isLoopback(host)
                ? isLoopback(graphUrl.getHost()) && List.of("http", "https").contains(url.getScheme())
                : "https".equals(url.getScheme()) && isPublicName(host);
        if (!allowed) {
            throw unusable();
        }
        return url;
    }

    private static URI parsed(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw unusable();
        }
    }

    /** No address by number, no bare name, none of a network's own: what a name leads to is for the certificate to say. */
    private static boolean isPublicName(String host) {
        return host.matches("(?i)([a-z0-9-]+\\.)+[a-z][a-z0-9-]+")
                && !host.matches("(?i).*\\.(internal|local|localhost)");
    }

    private static boolean isLoopback(String host) {
        return host != null && host.matches("(?i)localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    }

    private static DriveFault unusable() {
        return new DriveFault(Kind.UNREACHABLE, "OneDrive gave no upload or download URL that can be used");
    }
}
