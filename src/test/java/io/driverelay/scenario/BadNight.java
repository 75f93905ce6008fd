package io.driverelay.scenario;

import io.driverelay.connection.HomeKey;
import io.driverelay.connection.KeyScope;
import io.driverelay.connection.NewConnection;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Five homes of one relay, from ten in the evening to eight in the morning: what docs/night.md tells. */
abstract class BadNight extends FaultyWorld {
    private static final byte[] SMALL = bytes(1000, 1);

    /** One home of several. */
    record House(String connectionId, HomeKey key, String person) {}

    final Map<String, House> houses = new LinkedHashMap<>();
    Instant evening;
    /** The upload whose instance dies. */
    String died;

    void night() {
        home.clock.move(Duration.between(home.clock.instant(), nextAt(LocalTime.of(22, 0))));
        evening = home.clock.instant();
        houses.put("killed", new House(home.connectionId, home.key, home.person));
        List.of("throttled", "lapsed", "taken", "full").forEach(this::moveIn);
        houses.keySet().forEach(name -> {
            goTo(name);
            backup("evening.tar", SMALL, Conflict.FAIL, "{}");
            home.serveUntilQuiet(Duration.ofMinutes(5));
        });
        until(1, 0);
        throttledForThreeQuarters();
        lapses();
        until(2, 0);
        Upload taken = findsItsNameTaken();
        until(2, 30);
        dies();
        until(3, 0);
        setQuota(15L << 30, 16L << 30);
        until(4, 0);
        home.clock.move(Duration.ofMinutes(70));
        until(6, 0);
        setQuota(1L << 40, 0);
        until(6, 40);
        goTo("taken");
        home.cancel.cancel(home.connectionId, taken.id(), true);
        until(7, 0);
        goTo("lapsed");
        home.signIn(houses.get("lapsed").person());
        until(8, 0);
    }

    /** A home by its name where it is one's connection; anything else as it is. */
    Object named(Object value) {
        return houses.entrySet().stream()
                .filter(house -> house.getValue().connectionId().equals(value))
                .<Object>map(Map.Entry::getKey)
                .findFirst()
                .orElse(value);
    }

    private void throttledForThreeQuarters() {
        goTo("throttled");
        home.simulators.faults().answerNext(1, "POST", "createUploadSession", 429, Map.of("Retry-After", "2700"), "");
        backup("night.tar", CONTENT, Conflict.FAIL, "{}");
        home.serveTickets();
    }

    private void lapses() {
        goTo("lapsed");
        home.simulators.authority().revoke(houses.get("lapsed").person());
        home.simulators.authority().expireAccessTokens();
        backup("night.tar", SMALL, Conflict.FAIL, "{}");
        home.serveTickets();
    }

    private Upload findsItsNameTaken() {
        goTo("taken");
        putByAnotherApp("f.bin", SMALL);
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        home.serveUntilQuiet(Duration.ofMinutes(5));
        return upload;
    }

    private void dies() {
        goTo("killed");
        died = backup("night.tar", CONTENT, Conflict.FAIL, "{}").id();
        drive().lostAnswers.set(1);
        serveUntilKilled();
    }

    private void setQuota(long total, long used) {
        home.simulators.oneDrive().account(houses.get("full").person()).setQuota(total, used);
    }

    private void moveIn(String name) {
        String person = home.person + "-" + name;
        home.simulators.clockOf(person, home.clock);
        var made = home.create.create(
                new NewConnection(name, null, null, false, Set.of(KeyScope.DELETE), null, null, null));
        home.connectionId = made.connection().id();
        home.signInUrl = made.signIn().url();
        home.signIn(person);
        houses.put(name, new House(home.connectionId, made.key().kept(), person));
    }

    private void goTo(String name) {
        home.connectionId = houses.get(name).connectionId();
        home.key = houses.get(name).key();
    }

    private void until(int hour, int minute) {
        Instant at = evening.plus(Duration.ofHours(2 + hour).plusMinutes(minute));
        home.passTime(Duration.between(home.clock.instant(), at));
    }

    private Instant nextAt(LocalTime time) {
        Instant today = home.clock.instant().truncatedTo(ChronoUnit.DAYS).plusSeconds(time.toSecondOfDay());
        return today.isAfter(home.clock.instant()) ? today : today.plus(Duration.ofDays(1));
    }
}
