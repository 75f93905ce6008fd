package io.driverelay.architecture;

import java.util.List;
import java.util.stream.Stream;

/** Every route with its guard, by hand: a new or changed route fails a test until it has its row. */
public final class GuardTable {
    private static final String ONE = "connections/{connectionId}";
    private static final String BACKUP = ONE + "/backups/{backupId}";
    private static final String UPLOAD = ONE + "/uploads/{uploadId}";

    private GuardTable() {}

    public enum Guard {
        /** Nothing is checked, or a one-time state. */
        OPEN,
        /** A home key of that connection, by our own code. */
        HOME,
        /** The function key, by the platform. */
        OPERATOR
    }

    /** @param route as the function declares it, below {@code /api} */
    public record Row(String method, String route, Guard guard) {
        /** With ids in place of its parameters. */
        public String path(String connectionId) {
            return "/"
                    + route.replace("{connectionId}", connectionId)
                            .replace("{uploadId}", "01KB0000000000000000000000")
                            .replace("{backupId}", "abcd1234")
                            .replace("{keyId}", "01KB0000000000000000000000")
                            .replaceAll("\\{\\*path[^}]*}", "a.txt");
        }
    }

    public static final List<Row> ROWS = Stream.of(
                    rows(Guard.OPEN, "health", "GET", "HEAD"),
                    rows(Guard.OPEN, "openapi.json", "GET", "HEAD"),
                    rows(Guard.OPEN, "sign-in/start", "GET"),
                    rows(Guard.OPEN, "sign-in/callback", "GET"),
                    rows(Guard.OPERATOR, "connections", "GET", "HEAD", "POST"),
                    rows(Guard.OPERATOR, ONE, "GET", "HEAD", "PATCH", "DELETE"),
                    rows(Guard.OPERATOR, ONE + "/retention", "GET", "HEAD"),
                    rows(Guard.OPERATOR, ONE + "/keys", "GET", "HEAD", "POST"),
                    rows(Guard.OPERATOR, ONE + "/keys/{keyId}", "DELETE"),
                    rows(Guard.OPERATOR, ONE + "/sign-in", "POST", "DELETE"),
                    rows(Guard.OPERATOR, ONE + "/diagnostics", "GET", "HEAD"),
                    rows(Guard.OPERATOR, "status", "GET", "HEAD"),
                    rows(Guard.HOME, ONE + "/status", "GET", "HEAD"),
                    rows(Guard.HOME, ONE + "/files/{*path=.}", "PUT", "DELETE"),
                    rows(Guard.HOME, ONE + "/deletions", "POST"),
                    rows(Guard.HOME, ONE + "/backups", "GET", "HEAD"),
                    rows(Guard.HOME, BACKUP, "GET", "HEAD", "DELETE"),
                    rows(Guard.HOME, BACKUP + "/content", "GET", "HEAD"),
                    rows(Guard.HOME, ONE + "/uploads", "GET", "HEAD", "POST"),
                    rows(Guard.HOME, UPLOAD, "GET", "HEAD", "DELETE"),
                    rows(Guard.HOME, UPLOAD + "/commit", "POST"),
                    rows(Guard.HOME, UPLOAD + "/retry", "POST"),
                    rows(Guard.HOME, UPLOAD + "/staging-url", "POST"))
            .flatMap(List::stream)
            .toList();

    private static List<Row> rows(Guard guard, String route, String... methods) {
        return Stream.of(methods).map(method -> new Row(method, route, guard)).toList();
    }
}
