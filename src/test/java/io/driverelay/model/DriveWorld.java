package io.driverelay.model;

import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Drives;
import io.driverelay.drive.NewFile;
import io.driverelay.drive.UploadSession;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Microsoft's side: the drives, what troubles them, and what the callers did wrong. */
final class DriveWorld {
    final Effects effects;
    final ModelClock clock;
    final ModelAuthority authority;
    final Map<String, ModelDrive> drives = new LinkedHashMap<>();
    /** How often which trouble came. */
    final Map<Trouble, Integer> met = new EnumMap<>(Trouble.class);

    private final List<String> violations = new ArrayList<>();
    private Consumer<String> told = what -> {};
    private Function<String, Trouble> troubles = method -> Trouble.NONE;
    private int outerCallsExcused;
    private final Predicate<String> pauseIsKnown;
    private boolean personIsThere;

    /** @param pauseIsKnown whether a drive's pause stands in the records */
    DriveWorld(Effects effects, ModelClock clock, Predicate<String> pauseIsKnown) {
        this.pauseIsKnown = pauseIsKnown;
        this.effects = effects;
        this.clock = clock;
        this.authority = new ModelAuthority(effects, clock);
    }

    Drives drives() {
        return tokens -> new DriveView(this, tokens);
    }

    void personIsThere(boolean yes) {
        personIsThere = yes;
    }

    /** Whoever is told of a violation as it happens. */
    void tell(Consumer<String> whom) {
        told = whom;
    }

    void troubledBy(Function<String, Trouble> next) {
        troubles = next;
    }

    ModelDrive drive(String id, boolean givesHashes) {
        return drives.computeIfAbsent(id, name -> new ModelDrive(name, clock, givesHashes));
    }

    /** What was done in the meantime excuses an early call: the pause may never have been written down. */
    void excuseEarlyCalls() {
        drives.values().forEach(drive -> drive.excused = true);
    }

    ModelDrive driveOf(BearerTokens tokens) {
        String token = tokens.current();
        if (!authority.accepts(token)) {
            token = tokens.renewed(token);
        }
        if (!authority.accepts(token)) {
            throw new DriveFault(DriveFault.Kind.DENIED, "401 twice");
        }
        return drives.get(authority.driveOf(token));
    }

    /** A session's URL needs no token. */
    ModelDrive driveOf(UploadSession session) {
        return drives.values().stream()
                .filter(drive -> session.uploadUrl().contains("/" + drive.id + "!"))
                .findFirst()
                .orElseThrow();
    }

    /** Draws what happens to a call, and throws what is the same for all. */
    synchronized Trouble troubleFor(String method, ModelDrive drive) {
        if (drive.isThrottled()) {
            notEarly(method, drive);
            throw throttled(drive.pauseLeft());
        }
        Trouble trouble = effects.isOwner() ? troubles.apply(method) : Trouble.NONE;
        met.merge(trouble, 1, Integer::sum);
        return switch (trouble) {
            case ERROR -> throw new DriveFault(DriveFault.Kind.UNREACHABLE, "500");
            case THROTTLED_SHORTLY -> throw throttledNow(drive, Duration.ofSeconds(10));
            case THROTTLED_LONG -> throw throttledNow(drive, Duration.ofHours(1));
            case FULL -> throw new DriveFault(DriveFault.Kind.NO_SPACE, "507");
            case READ_ONLY -> throw new DriveFault(DriveFault.Kind.READ_ONLY, "serviceReadOnly");
            case DENIED -> throw new DriveFault(DriveFault.Kind.DENIED, "403");
            case REFUSED -> throw new DriveFault(DriveFault.Kind.REFUSED, "400");
            default -> trouble;
        };
    }

    void requireSession(ModelDrive drive, UploadSession session, Trouble trouble) {
        if (trouble == Trouble.SESSION_LOST) {
            drive.end(session);
        }
        if (trouble == Trouble.SESSION_HIDDEN) {
            throw new DriveFault(DriveFault.Kind.SESSION_GONE, "404");
        }
    }

    Bytes received(InputStream bytes, ByteRange range) {
        return Bytes.received(bytes, range);
    }

    void somebodyTakes(ModelDrive drive, NewFile file) {
        if (drive.child(file.folderId(), file.name()).isEmpty()) {
            var theirs = new NewFile(file.folderId(), file.name(), 3, false, clock.trueTime());
            drive.lay(theirs, Bytes.of(new byte[] {7, 7, 7}), false);
        }
    }

    void require(boolean holds, String what) {
        if (!holds) {
            violation(what);
        }
    }

    synchronized void violation(String what) {
        violations.add(what);
        told.accept(what);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** Each turn under way when the drive asked for its rest may make the call it was about to make. */
    private void notEarly(String method, ModelDrive drive) {
        boolean outer = effects.depth() < drive.throttledAtDepth && outerCallsExcused-- > 0;
        boolean hurt = drive.excused || effects.injected() > drive.injectedBefore;
        boolean notKnownYet = !pauseIsKnown.test(drive.id) && effects.depth() != drive.throttledAtDepth;
        require(outer || hurt || notKnownYet || personIsThere, "an early call: " + method);
    }

    private DriveFault throttledNow(ModelDrive drive, Duration pause) {
        drive.throttle(pause);
        drive.throttledAtDepth = effects.depth();
        drive.injectedBefore = effects.injected();
        drive.excused = false;
        outerCallsExcused = 1;
        return throttled(pause);
    }

    private static DriveFault throttled(Duration pause) {
        return new DriveFault(DriveFault.Kind.THROTTLED, "429", pause, null);
    }
}
