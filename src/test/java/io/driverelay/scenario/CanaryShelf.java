package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.drive.ByteRange;
import io.driverelay.drive.DownloadUrl;
import io.driverelay.drive.Drive;
import io.driverelay.drive.FolderPage.Child;
import io.driverelay.function.BackupDoors;
import io.driverelay.homeassistant.Tars;
import io.driverelay.scenario.Canaries.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** A home's backups, listed and fetched while downloads go wrong. Each address that the drive gives for a content is a secret. */
final class CanaryShelf {
    private final Canaries canaries;
    private final TestHome world;
    private final CanaryDoors doors;
    private final TestShelf shelf;
    private final BackupDoors backups;
    private final String key;
    private final String downloads;
    private int laid;

    CanaryShelf(Canaries canaries, TestHome world, CanaryDoors doors, String key) {
        this.canaries = canaries;
        this.world = world;
        this.doors = doors;
        this.shelf = new TestShelf(world);
        this.backups = new BackupDoors(world.keys, shelf.list, shelf.get, shelf.delete);
        this.key = key;
        // of this person alone: what is left of them at the end meets nobody else
        this.downloads = "/down/" + world.person + "/";
    }

    /** @param tried notes what it throws */
    void readInEveryWay(Consumer<Callable<?>> tried) {
        for (Runnable trouble : troubles()) {
            lay();
            trouble.run();
            tried.accept(shelf::read);
            trouble.run();
            tried.accept(this::content);
            trouble.run();
            list();
            get();
        }
        // an orphan is read by ranges
        for (Runnable trouble : troubles()) {
            shelf.put(
                    "orphan-" + ++laid + ".tar",
                    Tars.supervisor(Tars.supervisorJson("0a0b0c" + laid, "Orphan"), false));
            world.clock.move(Duration.ofHours(25));
            trouble.run();
            trouble.run();
            world.upkeep.pass();
            noteAddresses();
        }
        list();
        get();
        delete();
    }

    private List<Runnable> troubles() {
        return List.of(
                () -> {},
                () -> doors.echo("GET", downloads, 500, "generalException"),
                () -> doors.echo("GET", downloads, 401, "expiredToken"),
                () -> doors.echo("GET", downloads, 404, "itemNotFound"),
                () -> doors.echo("GET", downloads, 416, "invalidRange"),
                () -> doors.echo("GET", downloads, 429, "activityLimitReached"),
                () -> world.simulators.faults().loseNext(1, "GET", downloads));
    }

    /** A backup whose description nobody has read yet. */
    private void lay() {
        laid++;
        shelf.lay("canary-" + laid, TestShelf.json("canary" + laid, TestShelf.date(laid)));
        noteAddresses();
    }

    /** As the drive gives them at this moment, to whoever lists the folder. */
    private void noteAddresses() {
        List<DownloadUrl> listed = drive().children(world.connection().folder().id(), null).children().stream()
                .map(Child::url)
                .filter(url -> url != null)
                .toList();
        assertThat(listed).isNotEmpty();
        listed.forEach(this::note);
    }

    /** The whole, and that in it which opens the content. */
    private void note(DownloadUrl address) {
        canaries.secret(Kind.DOWNLOAD_URL, address.url());
        canaries.secret(Kind.DOWNLOAD_URL, address.url().replaceAll(".*tempauth=", ""));
    }

    /** Straight from the drive: what the address's own words are, and what goes wrong with it. */
    private String content() {
        DownloadUrl address =
                shelf.get.content(world.connection(), "canary" + laid).address();
        note(address);
        return address + " " + drive().read(address, new ByteRange(0, 2)).length;
    }

    private void list() {
        noteAddresses();
        home((request, context) -> backups.list(request, world.connectionId, context));
    }

    private void get() {
        home((request, context) -> backups.get(request, world.connectionId, "canary1", context));
        home((request, context) -> backups.content(request, world.connectionId, "canary1", context));
    }

    private void delete() {
        home((request, context) -> backups.delete(request, world.connectionId, "canary1", context));
    }

    private void home(DoorCalls.Called door) {
        doors.call(Map.of(), Map.of("x-home-key", key), null, door);
    }

    private Drive drive() {
        return world.connected.of(world.connectionId);
    }
}
