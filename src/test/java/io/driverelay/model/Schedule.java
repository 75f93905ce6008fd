package io.driverelay.model;

import io.driverelay.upload.Conflict;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One random walk: two homes, perhaps on one drive, a few names, and everything that may happen to them. */
final class Schedule {
    private static final String HOME = UseCases.HOME;
    private static final String OTHER = "02HQME00000000000000000000";
    private static final int UNIT = 327_680;
    private static final int[] SIZES = {0, 5, 5, UNIT, UNIT + 1, 2 * UNIT + 1};
    private static final List<Effects.Mode> HURTS = List.of(
            Effects.Mode.KILLED_BEFORE, Effects.Mode.KILLED_AFTER, Effects.Mode.ANSWER_LOST, Effects.Mode.FAILED);
    private static final List<Trouble> TROUBLES = List.of(Trouble.values());
    private static final int PASSES = 60;

    private final ModelWorld world;
    private final Random random;
    private final boolean hashes;
    private final String secondDrive;
    private final int troublesInHundred;
    private final int hurtsInThousand;
    private int sent;
    private boolean removalAsked;

    Schedule(long seed) {
        this.random = new Random(seed * 7919);
        this.world = new ModelWorld(new Random(seed));
        this.hashes = random.nextInt(4) > 0;
        this.secondDrive = random.nextBoolean() ? "AB12" : "CD34";
        this.troublesInHundred = random.nextInt(3) * 6;
        this.hurtsInThousand = random.nextInt(3) * 15;
    }

    List<String> run() {
        world.home(HOME, "AB12", hashes);
        world.home(OTHER, secondDrive, hashes);
        world.effects.meetWith(new Blows());
        world.microsoft.troubledBy(this::trouble);
        world.microsoft.tell(what -> say("VIOLATION " + what));
        send();
        for (int n = 6 + random.nextInt(20); n > 0; n--) {
            step();
            sayStates();
            world.clock.move(Duration.ofMillis(1 + random.nextInt(3000)));
        }
        say("heal");
        world.microsoft.troubledBy(method -> Trouble.NONE);
        world.effects.meetWith(Effects.Hook.NONE);
        if (removalAsked) {
            // whoever was told that it failed asks again
            world.run(instance -> instance.remove.remove(OTHER));
        }
        world.signIn(HOME, "AB12");
        world.signIn(OTHER, secondDrive);
        world.heal(PASSES);
        world.invariants.checkAtTheEnd();
        world.uploads
                .all()
                .forEach(upload -> say("end: " + upload.order().connectionId() + " "
                        + upload.order().fileName() + " " + upload.order().conflict() + " commit "
                        + upload.times().commitNumber() + " " + upload.state() + " "
                        + upload.standing().reason()));
        return world.microsoft.violations();
    }

    List<String> steps() {
        return world.steps;
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> send();
            case 3, 4, 5, 6, 7, 8 -> say("deliver a ticket: " + world.deliver());
            case 9 -> doubled();
            case 10, 11, 12 -> moved(Duration.ofSeconds(20 + random.nextInt(300)));
            case 13 -> pass();
            case 14 -> jumped(Duration.ofMinutes(random.nextInt(11) - 5));
            case 15 -> owner(random.nextInt(2));
            case 16 -> room(random.nextBoolean());
            case 17 -> revoked();
            case 18 -> signedIn();
            default -> removedSometimes();
        }
    }

    private void send() {
        String home = anyHome();
        int number = sent++;
        int size = SIZES[random.nextInt(SIZES.length)];
        Conflict conflict = random.nextInt(3) == 0 ? Conflict.FAIL : Conflict.REPLACE;
        String name = random.nextBoolean() ? "a" : "b";
        var request = random.nextInt(3) == 0
                ? Requests.backup(name + ".tar", size, conflict)
                : Requests.file("x/" + name + ".bin", size, random.nextInt(4) == 0 ? Conflict.RENAME : conflict);
        Bytes content = Bytes.number(random.nextInt(3), size);
        say("send " + number + ": " + home + " " + request.destination().fileName() + " " + conflict + " " + size);
        for (int n = 0; n < 4 && !world.send(home, request, "key-" + number, content); n++) {
            say("send again " + number);
        }
    }

    private void doubled() {
        say("double a ticket");
        world.queue.peek().ifPresent(ticket -> world.queue.send(ticket, Duration.ZERO));
    }

    private void moved(Duration by) {
        say("time " + by);
        world.clock.move(by);
    }

    private void pass() {
        say("pass");
        world.pass();
    }

    private void jumped(Duration by) {
        say("the clock jumps " + by);
        world.microsoft.excuseEarlyCalls();
        world.clock.jump(by);
    }

    private void owner(int what) {
        Upload upload = any();
        if (upload == null) {
            return;
        }
        String id = upload.id();
        String home = upload.order().connectionId();
        say((what == 0 ? "cancel " : "retry ") + upload.order().fileName());
        world.run(instance -> {
            if (what == 0) {
                instance.cancel.cancel(home, id, true);
            } else {
                world.microsoft.excuseEarlyCalls();
                instance.retry.retry(home, id);
            }
        });
    }

    private void room(boolean full) {
        say(full ? "full" : "room");
        world.microsoft.drives.get("AB12").full(full);
    }

    private void revoked() {
        say("revoked");
        world.microsoft.authority.revoke("AB12");
    }

    private void signedIn() {
        say("sign in");
        world.signIn(HOME, "AB12");
    }

    private void removedSometimes() {
        if (random.nextInt(3) == 0) {
            say("remove the other home");
            removalAsked = true;
            world.run(instance -> instance.remove.remove(OTHER));
        }
    }

    private Trouble trouble(String method) {
        if (random.nextInt(100) >= troublesInHundred) {
            return Trouble.NONE;
        }
        Trouble drawn = TROUBLES.get(random.nextInt(TROUBLES.size()));
        boolean unseen = !hashes && drawn == Trouble.FLIPPED;
        say("  trouble " + method + " " + drawn);
        return unseen ? Trouble.NONE : drawn;
    }

    /** Deaths, lost answers and failures, and another instance that comes in between. */
    private final class Blows implements Effects.Hook {
        @Override
        public Effects.Mode meet(String method) {
            if (!world.effects.isOwner() || random.nextInt(1000) >= hurtsInThousand) {
                return Effects.Mode.UNHURT;
            }
            if (!world.effects.isNested() && random.nextInt(3) == 0) {
                between(method);
                return Effects.Mode.UNHURT;
            }
            Effects.Mode mode = HURTS.get(random.nextInt(HURTS.size()));
            say("  " + method + " " + mode);
            return mode;
        }

        @Override
        public boolean failsRead(String method) {
            boolean fails = world.effects.isOwner() && random.nextInt(4000) < hurtsInThousand;
            if (fails) {
                say("  " + method + " fails");
            }
            return fails;
        }
    }

    private void between(String method) {
        Duration late = random.nextBoolean() ? Duration.ofMinutes(3) : Duration.ZERO;
        say("  meanwhile, at " + method + " after " + late + ": another turn or pass");
        world.clock.move(late);
        Upload upload = any();
        if (upload == null || random.nextInt(4) == 0) {
            world.pass();
        } else {
            var ticket = new Ticket(upload.id(), upload.order().connectionId(), null);
            world.run(instance -> instance.relay.relay(ticket));
        }
    }

    private String anyHome() {
        return random.nextInt(3) == 0 ? OTHER : HOME;
    }

    private Upload any() {
        List<Upload> all = new ArrayList<>(world.uploads.all());
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private void sayStates() {
        say("    " + world.clock.instant() + " "
                + world.uploads.all().stream()
                        .map(upload -> upload.order().fileName() + " " + upload.state() + " "
                                + upload.standing().reason()
                                + (upload.standing().claim() == null ? "" : " claimed")
                                + (upload.standing().cancelRequested() ? " to be cancelled" : ""))
                        .toList());
    }

    private void say(String step) {
        world.steps.add(step);
    }
}
