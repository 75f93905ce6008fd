package io.driverelay.graph;

import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import java.net.URI;

/**
 * Which upload URLs are used: on any host, since Microsoft changes them, but over https alone. Looked at before every use, since a record may
 * have been written by somebody else. The loopback is for a Graph that lies there itself.
 */
record UploadUrls(URI graphUrl) {
    private static final int HIGHEST_PORT = 65_535;

    URI checked(String uploadUrl) {
        URI url = parsed(uploadUrl);
        boolean loopback = isLoopback(url.getHost());
        boolean allowed = "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && loopback);
        if (url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getPort() > HIGHEST_PORT
                || !allowed
                || (loopback && !isLoopback(graphUrl.getHost()))) {
            throw unusable();
        }
        return url;
    }

    private static URI parsed(String uploadUrl) {
        try {
            return URI.create(uploadUrl);
        } catch (IllegalArgumentException e) {
            throw unusable();
        }
    }

    private static boolean isLoopback(String host) {
        return host != null && host.matches("(?i)localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    }

    private static DriveFault unusable() {
        return new DriveFault(Kind.UNREACHABLE, "OneDrive gave no upload URL that can be used");
    }
}
