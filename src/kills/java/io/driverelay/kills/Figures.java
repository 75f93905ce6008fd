package io.driverelay.kills;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a run gave.
 *
 * @param troubles what is lost, doubled or wrong, each a sentence
 * @param violations calls that came earlier than the drive had asked for, and whatever else the protocol forbids
 */
record Figures(Count kills, Sent sent, Comparison troubles, Resent resent, List<String> violations, long seconds) {
    /**
     * Kills, and how many of them were gentle.
     *
     * @param met how many found an upload opening, being put, committing, on its way, in words
     */
    record Count(int all, int byTerm, String met) {}

    /** Uploads, and how often owners had to ask for another try: ten kills in a row before a byte got through. */
    record Sent(int uploads, int retries) {}

    /** Bytes that drives received, those of them that were sent more than once, and the largest share of one drive. */
    record Resent(long received, long twice, double largestShare) {
        double share() {
            return received == 0 ? 0 : (double) twice / received;
        }
    }

    boolean isClean() {
        return sentences().isEmpty() && violations.isEmpty();
    }

    List<String> sentences() {
        return Stream.of(troubles.lost(), troubles.doubled(), troubles.wrong())
                .flatMap(List::stream)
                .toList();
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%d kills (%d by TERM; %s), %d uploads (%d retried by hand): lost %d, doubled %d, wrong %d; sent twice %.2f %% of %,d MB"
                        + " (largest %.2f %% of a drive's); early calls and violations %d; %d s",
                kills.all(),
                kills.byTerm(),
                kills.met(),
                sent.uploads(),
                sent.retries(),
                troubles.lost().size(),
                troubles.doubled().size(),
                troubles.wrong().size(),
                100 * resent.share(),
                resent.received() / 1_000_000,
                100 * resent.largestShare(),
                violations.size(),
                seconds);
    }
}
