package io.driverelay.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.connection.Authority;
import io.driverelay.connection.Connections;
import io.driverelay.connection.RefreshTokens;
import io.driverelay.connection.SignIns;
import io.driverelay.drive.Drive;
import io.driverelay.drive.Pauses;
import io.driverelay.status.DriveStatuses;
import io.driverelay.upload.CommitNumbers;
import io.driverelay.upload.Lanes;
import io.driverelay.upload.RelayQueue;
import io.driverelay.upload.Staging;
import io.driverelay.upload.UploadListener;
import io.driverelay.upload.Uploads;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every side effect of every use case, met by everything that may meet it; then all heals, and nothing may be lost, doubled or stuck. */
class CrashPointsTest {
    private static final int PASSES = 60;
    private static final List<String> MEANWHILE = List.of("second turn", "zombie", "cancel", "removal", "upkeep");
    private static final List<Class<?>> PORTS = List.of(
            Uploads.class,
            Lanes.class,
            CommitNumbers.class,
            Staging.class,
            RelayQueue.class,
            UploadListener.class,
            Connections.class,
            RefreshTokens.class,
            Authority.class,
            SignIns.class,
            Drive.class,
            Pauses.class,
            DriveStatuses.class);
    private static final Set<String> CHANGES_NOTHING =
            Set.of("Authority.consentAddress", "DriveStatuses.findLastBackup");

    private final Set<String> seen = new TreeSet<>();
    private final TreeMap<String, List<String>> failures = new TreeMap<>();
    private int points;

    /** What meets the k-th side effect: a mode, or something that comes in between. */
    private record Blow(Effects.Mode mode, String meanwhile) {
        @Override
        public String toString() {
            return meanwhile == null ? mode.name() : meanwhile;
        }
    }

    @Test
    void nothingIsLostDoubledOrStuck_whateverMeetsAnySideEffect() {
        List<Blow> blows = Stream.concat(
                        Arrays.stream(Effects.Mode.values())
                                .filter(mode -> mode != Effects.Mode.UNHURT)
                                .map(mode -> new Blow(mode, null)),
                        MEANWHILE.stream().map(name -> new Blow(Effects.Mode.UNHURT, name)))
                .toList();
        String only = System.getProperty("crash.case", "");
        UseCases.all().stream().filter(useCase -> useCase.name().contains(only)).forEach(useCase -> {
            int effects = run(useCase, 0, new Blow(Effects.Mode.UNHURT, null));
            for (int k = 1; k <= effects; k++) {
                for (Blow blow : blows) {
                    points++;
                    run(useCase, k, blow);
                }
            }
        });

        Set<String> unreached = writingMethods();
        unreached.removeAll(seen);
        System.out.println("crash points: " + points + ", failing kinds: " + failures.size());
        if (only.isEmpty()) {
            unreached.forEach(method -> failures.put("no use case reaches " + method, List.of()));
        }
        assertThat(report()).isEmpty();
    }

    /** How many side effects there were. */
    private int run(UseCase useCase, int k, Blow blow) {
        var world = new ModelWorld();
        useCase.prepare().accept(world);
        int[] count = {0};
        world.effects.meetWith(method -> {
            if (world.effects.isNested() || ++count[0] != k) {
                return Effects.Mode.UNHURT;
            }
            if (blow.meanwhile() != null) {
                UseCases.named(blow.meanwhile()).accept(world);
            }
            return blow.mode();
        });
        try {
            useCase.act().accept(world);
            world.effects.meetWith(Effects.Hook.NONE);
            useCase.again().accept(world);
            world.heal(PASSES);
            world.invariants.checkAtTheEnd();
        } catch (RuntimeException e) {
            world.microsoft.violation("the harness met " + e);
        }
        seen.addAll(world.effects.seen());
        world.microsoft
                .violations()
                .forEach(what -> failures.computeIfAbsent(useCase.name() + " – " + what, key -> new ArrayList<>())
                        .add(k + " " + blow));
        return count[0];
    }

    /** One line a kind, with how often, and where first. */
    private List<String> report() {
        return failures.entrySet().stream()
                .map(failure -> failure.getKey() + " [" + failure.getValue().size() + "x: "
                        + String.join(", ", failure.getValue().stream().limit(4).toList()) + "]")
                .toList();
    }

    /** Each side effect has a name of its own, so that one which is never met is found. */
    private static Set<String> writingMethods() {
        var writing = new TreeSet<String>();
        for (Class<?> port : PORTS) {
            Arrays.stream(port.getDeclaredMethods())
                    .filter(method -> Modifier.isAbstract(method.getModifiers()))
                    .map(Method::getName)
                    .map(name -> port.getSimpleName() + "." + name)
                    .filter(name -> !CHANGES_NOTHING.contains(name))
                    .forEach(writing::add);
        }
        return writing;
    }
}
