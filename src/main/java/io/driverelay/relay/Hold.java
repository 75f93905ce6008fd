package io.driverelay.relay;

import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Claim;
import io.driverelay.upload.Journey;
import io.driverelay.upload.Upload;
import io.driverelay.upload.Uploads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A turn's hold on an upload: its record as last written, and the claim that every write extends. */
final class Hold {
    private static final int WRITES = 10;

    private final Uploads uploads;
    private final Clock clock;
    private final Duration claimLength;
    private final String turn;
    private final Calls calls = new Calls();
    private Versioned<Upload> current;
    private UnaryOperator<Journey> noted = UnaryOperator.identity();
    private boolean cancelNoted;

    private Hold(Uploads uploads, Clock clock, Duration claimLength, String turn, Versioned<Upload> current) {
        this.uploads = uploads;
        this.clock = clock;
        this.claimLength = claimLength;
        this.turn = turn;
        this.current = current;
    }

    /** Takes the claim in one write with {@code change}. Throws {@link ChangedMeanwhile} when another was quicker. */
    static Hold take(
            Uploads uploads,
            Clock clock,
            Duration claimLength,
            String turn,
            Versioned<Upload> read,
            UnaryOperator<Upload> change) {
        var hold = new Hold(uploads, clock, claimLength, turn, read);
        hold.current = uploads.replace(read.with(upload -> hold.claimed(change.apply(upload))));
        hold.cancelNoted = hold.upload().standing().cancelRequested();
        return hold;
    }

    Upload upload() {
        return current.value();
    }

    /** The record as it was last written. */
    Versioned<Upload> read() {
        return current;
    }

    /** The turn's own name. */
    String turn() {
        return turn;
    }

    /** What the turn asks of its drive. */
    Calls calls() {
        return calls;
    }

    Instant now() {
        return clock.instant();
    }

    /** As far as it has come, what is not written yet included. */
    Journey journey() {
        return noted.apply(upload().journey());
    }

    /** Goes into the record with the next write: it is worth none of its own. */
    void note(UnaryOperator<Journey> progress) {
        UnaryOperator<Journey> before = noted;
        noted = journey -> progress.apply(before.apply(journey));
    }

    /** Writes a change and extends the claim. */
    void write(UnaryOperator<Upload> change) {
        store(claimed(change.apply(upload())));
    }

    /** Writes the turn's last change, which clears the claim. */
    void release(UnaryOperator<Upload> change) {
        store(change.apply(upload()));
    }

    /** Before every step: extends the claim if a quarter of it is over, so that any step of the relay has three quarters to end in. */
    void renew() {
        renew(UnaryOperator.identity());
    }

    /** The same, with a change that is worth a write only if there is one anyway. */
    void renew(UnaryOperator<Upload> change) {
        Instant least = clock.instant().plus(claimLength.dividedBy(4).multipliedBy(3));
        if (upload().standing().claim().until().isBefore(least)) {
            write(change);
        }
    }

    /** How long a fragment may take, the opening of its bytes included. */
    Duration stepLimit() {
        return claimLength.dividedBy(2);
    }

    private Upload claimed(Upload upload) {
        return upload.with(
                upload.standing().claimed(new Claim(turn, clock.instant().plus(claimLength))));
    }

    /** An answer may have been lost, or a cancel may have come: while the claim is ours, the write is repeated on the new version. */
    private void store(Upload changed) {
        Upload travelled = changed.with(noted.apply(changed.journey()));
        var news = new SessionNews(upload(), travelled);
        put(travelled.with(news.journey()));
        noted = UnaryOperator.identity();
        new SessionNews(news.before(), upload()).tell(calls);
    }

    private void put(Upload changed) {
        for (int n = 0; n < WRITES; n++) {
            try {
                current = uploads.replace(current.with(before -> changed));
                return;
            } catch (ChangedMeanwhile e) {
                current = uploads.find(changed.order().connectionId(), changed.id())
                        .orElseThrow(ClaimLost::new);
                requireStillOurs();
            }
        }
        throw new StorageUnavailable("upload " + changed.id() + ": changed by others again and again", null);
    }

    private void requireStillOurs() {
        if (!upload().standing().isHeldBy(turn)) {
            throw new ClaimLost();
        }
        if (upload().standing().cancelRequested() && !cancelNoted) {
            cancelNoted = true;
            throw new CancelAsked();
        }
    }
}
