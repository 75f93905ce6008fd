package io.driverelay.azure;

import io.driverelay.status.ShareNotes;
import java.util.Map;
import java.util.Optional;

/** How far a spread pass has come, as the blobs {@code status/round.json} and {@code status/share-<number>.json}. */
public final class BlobShareNotes implements ShareNotes {
    private static final String CONTAINER = "status";
    private static final String ROUND = "round.json";

    private final JsonBlobs<Round> rounds;
    private final JsonBlobs<Report> reports;

    public BlobShareNotes(StorageClients clients) {
        var json = new Json();
        this.rounds = new JsonBlobs<>(clients, CONTAINER, Round.class, json);
        this.reports = new JsonBlobs<>(clients, CONTAINER, Report.class, json);
    }

    @Override
    public Optional<Round> lastRound() {
        return rounds.findReadable(ROUND);
    }

    @Override
    public void storeRound(Round round) {
        rounds.store(ROUND, round, Map.of());
    }

    @Override
    public void deleteRound() {
        rounds.delete(ROUND);
    }

    @Override
    public Optional<Report> report(int number) {
        return reports.findReadable(name(number));
    }

    @Override
    public void storeReport(int number, Report report) {
        reports.store(name(number), report, Map.of());
    }

    private static String name(int number) {
        return "share-" + number + ".json";
    }
}
