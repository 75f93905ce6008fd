package io.driverelay.model;

import io.driverelay.connection.ConnectionChange;
import io.driverelay.connection.KeyScope;
import io.driverelay.connection.NewConnection;
import io.driverelay.connection.Retention;
import io.driverelay.drive.NewFile;
import io.driverelay.homeassistant.Tars;
import io.driverelay.intake.Opener;
import io.driverelay.intake.UploadRequest;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Every use case that changes something. */
final class UseCases {
    static final String HOME = "01HQME00000000000000000000";
    static final String DRIVE = "AB12";
    private static final String NIGHTLY = Tars.supervisorJson("9e346a5c", "Nightly");
    private static final int UNIT = 327_680;
    private static final int THREE = 2 * UNIT + 1;

    private UseCases() {}

    static List<UseCase> all() {
        var all = new ArrayList<>(intake());
        all.addAll(turns());
        all.addAll(owners());
        all.addAll(upkeep());
        return all;
    }

    private static List<UseCase> intake() {
        return List.of(
                UseCase.repeated("open and commit", UseCases::linked, world -> backup(world, THREE)),
                UseCase.repeated("commit of blocks", UseCases::blocksLaid, UseCases::commit),
                UseCase.repeated(
                        "commit of a backup that says nothing of itself",
                        UseCases::linked,
                        world -> bare(world, Tars.supervisor(NIGHTLY, true))),
                UseCase.repeated("commit of what is no backup", UseCases::linked, world -> bare(world, new byte[UNIT])),
                UseCase.repeated("commit of another size", UseCases::tooShort, world -> backup(world, UNIT)),
                UseCase.repeated("a file through the function", UseCases::linked, UseCases::received),
                UseCase.repeated("sign-in", world -> lapsed(world, true), world -> world.signIn(HOME, DRIVE)),
                UseCase.repeated(
                        "a new link",
                        UseCases::linked,
                        world -> world.run(instance -> instance.links.create(world.connections, HOME))),
                UseCase.repeated(
                        "a new connection",
                        UseCases::linked,
                        world -> world.run(instance -> instance.create.create(new NewConnection(
                                "n", null, null, false, Set.of(KeyScope.DELETE), null, null, null)))));
    }

    private static List<UseCase> turns() {
        return List.of(
                turn("no bytes", 0, Trouble.NONE, 0),
                turn("one fragment", 5, Trouble.NONE, 0),
                turn("three fragments", THREE, Trouble.NONE, 0),
                turn("throttled for an hour", THREE, Trouble.THROTTLED_LONG, 2),
                turn("throttled shortly", THREE, Trouble.THROTTLED_SHORTLY, 2),
                turn("the last answer lost", THREE, Trouble.ANSWER_LOST, 3),
                turn("the session lost", THREE, Trouble.SESSION_LOST, 2),
                turn("half of it taken", THREE, Trouble.HALF_TAKEN, 2),
                turn("no item at the end", THREE, Trouble.NO_ITEM, 3),
                turn("full at the second", THREE, Trouble.FULL, 2),
                turn("damaged once", THREE, Trouble.FLIPPED, 3),
                turn("refused once", THREE, Trouble.REFUSED, 2),
                turn("read-only at the second", THREE, Trouble.READ_ONLY, 2),
                new UseCase(
                        "into new folders",
                        world -> {
                            linked(world);
                            send(world, "key", "a/b/c.bin", UNIT + 5, 1);
                        },
                        UseCases::serve),
                new UseCase(
                        "over an older file",
                        world -> {
                            linked(world);
                            send(world, "key-1", "c.bin", UNIT + 5, 1);
                            world.heal(3);
                            send(world, "key-2", "c.bin", THREE, 2);
                        },
                        UseCases::serve),
                new UseCase(
                        "under another name",
                        world -> {
                            linked(world);
                            send(world, "key-1", "c.bin", UNIT + 5, 1);
                            world.heal(3);
                            send(world, "key-2", Requests.file("c.bin", THREE, Conflict.RENAME), 2);
                        },
                        UseCases::serve),
                new UseCase(
                        "three of one name under others",
                        world -> {
                            linked(world);
                            for (int n = 0; n < 3; n++) {
                                send(world, "key-" + n, Requests.file("c.bin", (long) UNIT * n, Conflict.RENAME), n);
                            }
                        },
                        UseCases::serve),
                new UseCase(
                        "two of one name",
                        world -> {
                            linked(world);
                            send(world, "key-1", "c.bin", THREE, 1);
                            send(world, "key-2", "c.bin", THREE, 2);
                        },
                        UseCases::serve),
                new UseCase(
                        "the sign-in lapsed",
                        world -> {
                            backupCommitted(world, THREE);
                            world.clock.move(Duration.ofHours(2));
                            world.microsoft.authority.revoke(DRIVE);
                        },
                        UseCases::serve,
                        world -> world.signIn(HOME, DRIVE)));
    }

    private static List<UseCase> owners() {
        return List.of(
                UseCase.repeated("cancel before", world -> backupCommitted(world, THREE), UseCases::cancel),
                UseCase.repeated("cancel between", world -> interrupted(world, 2), UseCases::cancel),
                UseCase.repeated("cancel at the end", world -> interrupted(world, 3), UseCases::cancel),
                UseCase.repeated(
                        "cancel after",
                        world -> {
                            backupCommitted(world, 5);
                            world.heal(2);
                        },
                        UseCases::cancel),
                UseCase.repeated("retry", UseCases::waitingForSpace, UseCases::retry),
                UseCase.repeated("removal", world -> interrupted(world, 2), UseCases::remove),
                UseCase.repeated("a backup is deleted", world -> delivered(world, false), UseCases::delete),
                UseCase.repeated("a backup is deleted for good", world -> delivered(world, true), UseCases::delete),
                UseCase.repeated(
                        "the folder is renamed",
                        world -> delivered(world, false),
                        world -> change(world, new ConnectionChange(null, "Renamed", null, null, null, null))));
    }

    private static void delivered(ModelWorld world, boolean forGood) {
        backupCommitted(world, 5);
        world.heal(3);
        change(world, new ConnectionChange(null, null, forGood, null, null, null));
    }

    private static void change(ModelWorld world, ConnectionChange change) {
        world.run(instance -> instance.change.change(HOME, change));
    }

    private static void delete(ModelWorld world) {
        world.mayGo.add("5");
        boolean answered = world.run(
                instance -> world.connection(HOME).ifPresent(home -> instance.deleteBackup.delete(home, "5")));
        if (answered) {
            world.deleted.add("5");
        }
    }

    /** Three that are dated alike, of which the rule lets those two go that came first. */
    private static void tooMany(ModelWorld world) {
        linked(world);
        for (int n = 1; n <= 3; n++) {
            world.send(HOME, Requests.backup("b" + n + ".tar", n), "key-" + n, Bytes.number(1, n));
            world.heal(3);
        }
        world.mayGo.addAll(Set.of("1", "2"));
        change(world, new ConnectionChange(null, null, null, new Retention(1, null, Retention.Of.ALL), null, null));
        world.clock.move(Duration.ofHours(7));
    }

    private static List<UseCase> upkeep() {
        return List.of(
                new UseCase(
                        "a lost ticket",
                        world -> {
                            backupCommitted(world, 5);
                            world.queue.clear();
                            world.clock.move(Duration.ofMinutes(10));
                        },
                        ModelWorld::pass),
                new UseCase(
                        "a forgotten commit",
                        world -> {
                            blocksLaid(world);
                            world.clock.move(Duration.ofHours(7));
                        },
                        ModelWorld::pass),
                new UseCase(
                        "a forgotten commit of a backup that says nothing of itself",
                        world -> bareForgotten(world, Tars.core(NIGHTLY, false)),
                        ModelWorld::pass),
                new UseCase(
                        "a forgotten commit of what is no backup",
                        world -> bareForgotten(world, new byte[UNIT]),
                        ModelWorld::pass),
                new UseCase("room again", UseCases::waitingForSpace, world -> {
                    world.microsoft.drives.get(DRIVE).full(false);
                    world.pass();
                }),
                new UseCase(
                        "content never came",
                        world -> {
                            tooShort(world);
                            world.clock.move(Duration.ofHours(40));
                        },
                        world -> {
                            world.pass();
                            world.pass();
                        }),
                new UseCase("more backups than are kept", UseCases::tooMany, ModelWorld::pass),
                new UseCase(
                        "contents that nothing describes",
                        world -> {
                            linked(world);
                            orphan(world, "first.tar", Tars.supervisor(NIGHTLY, true));
                            orphan(world, "second.tar", Tars.core(NIGHTLY, false));
                            orphan(world, "none.tar", new byte[UNIT]);
                            world.clock.move(Duration.ofHours(25));
                        },
                        ModelWorld::pass,
                        UseCases::looksLater),
                new UseCase(
                        "old records",
                        world -> {
                            backupCommitted(world, 5);
                            world.heal(3);
                            world.clock.move(Duration.ofDays(91));
                        },
                        ModelWorld::pass));
    }

    /** Somebody laid it there. */
    private static void orphan(ModelWorld world, String name, byte[] content) {
        String folder = world.connection(HOME).orElseThrow().folder().id();
        var file = new NewFile(folder, name, content.length, false, null);
        world.orphans.put(
                world.microsoft
                        .drives
                        .get(DRIVE)
                        .lay(file, Bytes.of(content), false)
                        .id(),
                Bytes.of(content));
        world.clock.move(Duration.ofMinutes(1));
    }

    /** A folder is looked after again in half an hour where something failed, in six otherwise. */
    private static void looksLater(ModelWorld world) {
        for (int n = 0; n < 3; n++) {
            world.clock.move(Duration.ofHours(7));
            world.pass();
        }
    }

    private static UseCase turn(String name, int size, Trouble trouble, int atSend) {
        return new UseCase(
                "turn: " + name,
                world -> {
                    backupCommitted(world, size);
                    world.microsoft.troubledBy(atCall("send", atSend, trouble));
                },
                UseCases::serve);
    }

    /** Trouble at the n-th call of a method, once. */
    static Function<String, Trouble> atCall(String method, int n, Trouble trouble) {
        int[] calls = {0};
        return called -> called.equals(method) && ++calls[0] == n ? trouble : Trouble.NONE;
    }

    static void linked(ModelWorld world) {
        world.home(HOME, DRIVE, true);
    }

    static void send(ModelWorld world, String key, String path, int size, int content) {
        send(world, key, Requests.file(path, size, Conflict.REPLACE), content);
    }

    private static void send(ModelWorld world, String key, UploadRequest request, int content) {
        world.send(HOME, request, key, Bytes.number(content, (int) request.sizeBytes()));
        world.clock.move(Duration.ofSeconds(1));
    }

    static void serve(ModelWorld world) {
        for (int n = 0; n < 20 && world.deliver(); n++) {
            world.clock.move(Duration.ofMillis(5));
        }
    }

    static void cancel(ModelWorld world) {
        world.uploads.all().forEach(upload -> world.run(instance -> instance.cancel.cancel(HOME, upload.id(), true)));
    }

    static void retry(ModelWorld world) {
        world.run(instance -> instance.retry.retry(HOME, world.only().id()));
    }

    static void remove(ModelWorld world) {
        world.run(instance -> instance.remove.remove(HOME));
    }

    private static void backup(ModelWorld world, int size) {
        world.send(HOME, Requests.backup("a.tar", size), "key", Bytes.number(1, size));
    }

    /** Sent without a name or a description. */
    private static void bare(ModelWorld world, byte[] content) {
        world.send(HOME, Requests.bare(content.length), "key", Bytes.of(content));
    }

    private static void bareForgotten(ModelWorld world, byte[] content) {
        linked(world);
        world.run(instance -> {
            var opened = instance.open
                    .open(
                            world.connection(HOME).orElseThrow(),
                            Samples.KEY,
                            Requests.bare(content.length),
                            Optional.empty())
                    .upload();
            world.contents.put(opened.id(), Bytes.of(content));
            world.staging.lay(opened.staged().blob(), Bytes.of(content));
        });
        world.clock.move(Duration.ofMinutes(21));
    }

    private static void backupCommitted(ModelWorld world, int size) {
        linked(world);
        backup(world, size);
    }

    private static void blocksLaid(ModelWorld world) {
        linked(world);
        world.run(instance -> {
            var opened = instance.open
                    .open(
                            world.connection(HOME).orElseThrow(),
                            Samples.KEY,
                            Requests.inBlocks("b.bin", THREE),
                            Optional.empty())
                    .upload();
            Bytes whole = Bytes.number(1, THREE);
            world.contents.put(opened.id(), whole);
            world.staging.layBlock(opened.staged().blob(), 0, whole.first(UNIT));
            world.staging.layBlock(opened.staged().blob(), 1, whole.after(UNIT));
        });
    }

    private static void commit(ModelWorld world) {
        world.run(instance -> instance.commit.commit(HOME, world.only().id()));
    }

    /** What lies there is not what was declared. */
    private static void tooShort(ModelWorld world) {
        linked(world);
        world.send(HOME, Requests.backup("a.tar", UNIT), "key", Bytes.number(1, 5));
    }

    private static void received(ModelWorld world) {
        Bytes content = Bytes.number(1, 5);
        world.contents.put("f.txt", content);
        world.run(instance -> world.connection(HOME)
                .ifPresent(home -> instance.receive.receive(
                        new Opener(home, Samples.KEY, Optional.empty()),
                        "f.txt",
                        content.copy(),
                        null,
                        Optional.of("k"))));
    }

    private static void lapsed(ModelWorld world, boolean served) {
        backupCommitted(world, 5);
        world.clock.move(Duration.ofHours(2));
        world.microsoft.authority.revoke(DRIVE);
        if (served) {
            serve(world);
        }
    }

    /** A turn died in its n-th fragment. */
    private static void interrupted(ModelWorld world, int atSend) {
        backupCommitted(world, THREE);
        int[] sends = {0};
        world.effects.meetWith(method ->
                method.equals("Drive.send") && ++sends[0] == atSend ? Effects.Mode.KILLED_AFTER : Effects.Mode.UNHURT);
        world.deliver();
        world.effects.meetWith(Effects.Hook.NONE);
        world.clock.move(Duration.ofMinutes(3));
    }

    private static void waitingForSpace(ModelWorld world) {
        backupCommitted(world, THREE);
        world.microsoft.drives.get(DRIVE).full(true);
        serve(world);
    }

    static Consumer<ModelWorld> named(String meanwhile) {
        return switch (meanwhile) {
            case "second turn" -> UseCases::turnAgain;
            case "zombie" ->
                world -> {
                    world.clock.move(Duration.ofMinutes(3));
                    turnAgain(world);
                };
            case "cancel" -> UseCases::cancel;
            case "removal" -> UseCases::remove;
            case "upkeep" -> ModelWorld::pass;
            default -> throw new IllegalArgumentException(meanwhile);
        };
    }

    /** Another ticket for each upload, served at once. */
    private static void turnAgain(ModelWorld world) {
        world.uploads
                .all()
                .forEach(upload -> world.run(instance -> instance.relay.relay(
                        new Ticket(upload.id(), upload.order().connectionId(), null))));
    }
}
