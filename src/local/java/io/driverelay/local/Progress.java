package io.driverelay.local;

/** A bar on a terminal, a line every few seconds elsewhere. */
final class Progress {
    private static final int WIDTH = 40;
    private static final long LINE_NANOS = 3_000_000_000L;

    private final String what;
    private final long total;

    @SuppressWarnings(
            "SystemConsoleNull") // a JDK that always has a console draws the bar everywhere, which does no harm
    private final boolean terminal = System.console() != null;

    private long toldAt = System.nanoTime();
    private boolean told;

    Progress(String what, long total) {
        this.what = what;
        this.total = total;
    }

    void at(long bytes) {
        if (terminal) {
            int full = (int) (WIDTH * bytes / Math.max(1, total));
            System.out.print("\r" + what + " [" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + (bytes >> 20)
                    + " of " + (total >> 20) + " MiB ");
            System.out.flush();
            told = true;
        } else if (System.nanoTime() - toldAt > LINE_NANOS) {
            System.out.println(what + ": " + (bytes >> 20) + " of " + (total >> 20) + " MiB");
            toldAt = System.nanoTime();
        }
    }

    void end() {
        if (told) {
            System.out.println();
        }
    }
}
