package io.driverelay.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.intake.StagedContent;
import io.driverelay.intake.WatchUploads;
import io.driverelay.store.Ids;
import io.driverelay.store.Page;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Times;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What history costs: nothing, but for whoever reads it. */
class HistoryTest {
    private static final String HOME = UseCases.HOME;

    private final ModelWorld world = new ModelWorld();
    private final Ids ids = new Ids(world.clock);
    private final WatchUploads watch = new WatchUploads(world.uploads, new StagedContent(world.staging));

    HistoryTest() {
        UseCases.linked(world);
    }

    /** E. */
    @Test
    void passCostsTheSame_whateverHasEndedBefore() {
        world.pass();
        int before =
                calls(world::pass).values().stream().mapToInt(Integer::intValue).sum();
        for (int n = 0; n < 500; n++) {
            world.uploads.end(world.uploads.create(ended(n)));
        }

        assertThat(calls(world::pass).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(before);
    }

    /** E. */
    @Test
    void deliveredUploadLeavesTheLivingOnceItsUrlIsOver_andIsFoundAsBefore() {
        UseCases.send(world, "key", "x/a.bin", 5, 1);
        UseCases.serve(world);
        Upload upload = world.only();
        world.pass();
        assertThat(alive()).extracting(UploadMark::uploadId).containsExactly(upload.id());

        world.clock.move(Duration.ofHours(7));
        world.pass();

        assertThat(alive()).isEmpty();
        Upload found = watch.get(HOME, upload.id());
        assertThat(found.state()).isEqualTo(UploadState.DELIVERED);
        assertThat(found.staged()).isNull();
        assertThat(world.staging.holds(upload.staged().blob())).isFalse();
    }

    /** E. */
    @Test
    void listIsOneList_newestFirst_whereverItsUploadsLie() {
        List<String> newestFirst = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            Versioned<Upload> made = world.uploads.create(ended(n));
            newestFirst.add(made.value().id());
            if (n % 3 != 0) {
                world.uploads.end(made);
            }
        }
        Collections.reverse(newestFirst);

        assertThat(listed(mark -> true, 7)).isEqualTo(newestFirst);
        assertThat(listed(mark -> true, 200)).isEqualTo(newestFirst);
        assertThat(listed(mark -> mark.state() == UploadState.FAILED, 7)).isEmpty();
    }

    /** E. One that a pass died over is in both places, and one opened anew was listed before. */
    @Test
    void uploadThatIsInTwoPlacesIsListedOnce() {
        Upload twice = ended(1);
        world.uploads.end(world.uploads.create(twice));
        Upload anew = Upload.opened(twice.order(), Times.opened(at(5), at(500)), twice.staged());
        world.uploads.create(anew);

        assertThat(listed(mark -> true, 1)).containsExactly(twice.id());
        assertThat(watch.get(HOME, twice.id())).isEqualTo(anew);
    }

    /** B6. */
    @Test
    void fiveThousandAbandonedOpeningsCostAPassFewCalls() {
        world.pass();
        for (int n = 0; n < 5000; n++) {
            world.uploads.create(Upload.opened(
                    Samples.upload(HOME, ids.next()).order(),
                    Times.opened(
                            world.clock.instant().minusSeconds(n * 21L),
                            world.clock.instant().plusSeconds(3600)),
                    Samples.upload(HOME, ids.next()).staged()));
        }
        world.clock.move(Duration.ofMinutes(5));
        world.pass();
        world.clock.move(Duration.ofMinutes(5));
        Map<String, Integer> calls = calls(world::pass);

        assertThat(calls.getOrDefault("Uploads.find", 0)).isLessThanOrEqualTo(100);
        assertThat(calls.getOrDefault("Staging.content", 0)).isLessThanOrEqualTo(100);
        assertThat(calls.getOrDefault("Connections.find", 0)).isLessThanOrEqualTo(5);
    }

    private Upload ended(int n) {
        Upload upload = Samples.upload(HOME, ids.next());
        Times times = Times.opened(at(n), at(n + 60L)).committed(at(n + 1L), n);
        return upload.with(times).ended(UploadState.CANCELLED, null, null, at(n + 2L));
    }

    private static Instant at(long seconds) {
        return Samples.AT.minus(Duration.ofDays(3)).plusSeconds(seconds);
    }

    private List<String> listed(Predicate<UploadMark> wanted, int limit) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<Upload> page = watch.newestFirst(HOME, wanted, cursor, limit);
            page.items().forEach(upload -> ids.add(upload.id()));
            cursor = page.next();
        } while (cursor != null);
        return ids;
    }

    private List<UploadMark> alive() {
        return world.uploads.list(HOME);
    }

    private Map<String, Integer> calls(Runnable what) {
        Map<String, Integer> calls = new TreeMap<>();
        world.effects.meetWith(new Effects.Hook() {
            @Override
            public Effects.Mode meet(String method) {
                calls.merge(method, 1, Integer::sum);
                return Effects.Mode.UNHURT;
            }

            @Override
            public boolean failsRead(String method) {
                calls.merge(method, 1, Integer::sum);
                return false;
            }
        });
        what.run();
        world.effects.meetWith(Effects.Hook.NONE);
        return calls;
    }
}
