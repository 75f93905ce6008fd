package io.driverelay.scenario;

import io.driverelay.azure.BlobCatalogues;
import io.driverelay.azure.ContentAccount;
import io.driverelay.azure.StorageClients;
import io.driverelay.backup.DeleteBackup;
import io.driverelay.backup.DeleteFiles;
import io.driverelay.backup.ForgetCatalogue;
import io.driverelay.backup.GetBackup;
import io.driverelay.backup.ListBackups;
import io.driverelay.backup.MovingUploads;
import io.driverelay.backup.Shelf;
import io.driverelay.backup.ShelvedBackup;
import io.driverelay.drive.Drive;
import io.driverelay.drive.NewFile;
import io.driverelay.homeassistant.AgentBackups;
import io.driverelay.homeassistant.Descriptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A home's folder on its drive: what is laid there as Home Assistant's own integration would, and the production stages that look at it. */
final class TestShelf {
    private final TestHome home;
    final BlobCatalogues catalogues;
    final ForgetCatalogue forget;
    final ListBackups list;
    final GetBackup get;
    final DeleteBackup delete;
    final DeleteFiles deleteFiles;

    TestShelf(TestHome home) {
        this.home = home;
        var storage = new StorageClients(new ContentAccount.WithKey(home.connectionString), home.clock);
        this.catalogues = new BlobCatalogues(storage);
        this.forget = new ForgetCatalogue(catalogues);
        var drives = home.ready;
        var moving = new MovingUploads(home.lanes, home.uploads);
        this.list = new ListBackups(drives, catalogues, new AgentBackups(), moving);
        this.get = new GetBackup(list, drives);
        this.delete = new DeleteBackup(list, drives, moving);
        this.deleteFiles = new DeleteFiles(drives, home.connections, moving, home.clock);
    }

    static String json(String backupId, Instant date) {
        return Descriptions.json(backupId, "Nightly " + backupId, 5)
                .replaceFirst("\"date\":\"[^\"]*\"", "\"date\":\"" + date + "\"");
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "b%04d", number);
    }

    /** Dates are in the order of numbers, a day apart. */
    static Instant date(int number) {
        return Instant.parse("2026-01-08T04:45:11.344Z").plusSeconds(86_400L * number);
    }

    /** Pairs from 0. */
    TestShelf with(int backups) {
        for (int n = 0; n < backups; n++) {
            lay(id(n), json(id(n), date(n)));
        }
        return this;
    }

    /** A pair of that base. */
    void lay(String base, String description) {
        put(base + ".tar", "tar of " + base);
        put(base + ".metadata.json", description);
    }

    void put(String name, String content) {
        put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void put(String name, byte[] content) {
        Drive drive = home.connected.of(home.connectionId);
        String folder = home.connection().folder().id();
        drive.put(new NewFile(folder, name, content.length, true, home.clock.instant()), content);
    }

    Shelf read() {
        return list.read(home.connection());
    }

    /** The ids of what is listed, in its order. */
    List<String> ids() {
        return read().backups().stream().map(ShelvedBackup::id).toList();
    }

    /** Problems as {@code "name KIND"}. */
    List<String> problems() {
        return read().problems().stream()
                .map(problem -> problem.name() + " " + problem.kind())
                .toList();
    }

    List<String> names() {
        return home.account().namesIn(home.connection().folder().name());
    }
}
