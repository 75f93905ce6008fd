package io.driverelay.scenario;

/**
 * {@code mvn -Pbench -Dbench=list}: what a home's list of backups costs, the first time and from then on, with a drive that answers each call,
 * to Graph or for a content, after 150 ms.
 */
final class ListBench {
    private static final int ANSWER_MILLIS = 150;
    private static final int[] BACKUPS = {10, 100, 500};

    private ListBench() {}

    static void run() {
        System.out.printf("%-24s %9s %6s %9s%n", "", "seconds", "Graph", "contents");
        for (int backups : BACKUPS) {
            TestHome home = TestHome.linked();
            TestShelf shelf = new TestShelf(home).with(backups);
            home.account().behaviours().answersAfterMillis = ANSWER_MILLIS;
            measure(backups + " backups, cold", backups, home, shelf);
            measure(backups + " backups, warm", backups, home, shelf);
        }
    }

    private static void measure(String what, int backups, TestHome home, TestShelf shelf) {
        int mark = home.account().calls().size();
        long begun = System.nanoTime();
        int listed = shelf.ids().size();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (listed != backups) {
            throw new IllegalStateException(listed + " of " + backups + " are listed");
        }
        var calls = home.account().callsSince(mark);
        System.out.printf(
                "%-24s %9.2f %6d %9d%n",
                what,
                seconds,
                calls.stream().filter(call -> call.contains("/v1.0/")).count(),
                calls.stream().filter(call -> call.contains("/down/")).count());
    }
}
