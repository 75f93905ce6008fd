package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.driverelay.azure.BlobConnections;
import io.driverelay.azure.BlobSignIns;
import io.driverelay.azure.BlobStaging;
import io.driverelay.azure.BlobUploads;
import io.driverelay.azure.ContentAccount;
import io.driverelay.azure.RangeReader;
import io.driverelay.azure.StagingSignatures;
import io.driverelay.azure.StorageClients;
import io.driverelay.azure.StorageTickets;
import io.driverelay.azure.VaultRefreshTokens;
import io.driverelay.azure.VaultSecrets;
import io.driverelay.azure.VaultWebhooks;
import io.driverelay.connection.Webhook;
import io.driverelay.drive.ByteRange;
import io.driverelay.scenario.Canaries.Kind;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.Upload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every secret that comes into being, through every path, success and failure: in no log, answer, page, message, exception or record, but in the
 * answer that hands it to whom it is for.
 */
class CanariesTest {
    private static final List<Logger> LISTENED = List.of(Logger.getLogger(""), Logger.getLogger("io.driverelay"));
    private static final String ENDED_UPLOADS = "ended-uploads";

    /** What the JDK would tell of each request to who debugs it: of the test's browser as of the SDK, and never in Azure. */
    private static final Logger JDK = Logger.getLogger("jdk.internal.httpclient");

    private final Canaries canaries = new Canaries();
    private final CanaryHome home = new CanaryHome(canaries);
    private final TestPushes pushes = new TestPushes(home.world);

    @BeforeEach
    void listen() {
        JDK.setLevel(Level.OFF);
        LISTENED.forEach(logger -> {
            logger.setLevel(Level.ALL);
            logger.addHandler(canaries);
        });
        canaries.secret(Kind.WEBHOOK, TestPushes.ID);
        canaries.secret(Kind.CLIENT_SECRET, home.world.simulators.authority().clientSecret());
        canaries.secret(Kind.ACCOUNT_KEY, home.world.connectionString.replaceAll(".*AccountKey=([^;]+);.*", "$1"));
    }

    @AfterEach
    void letGo() {
        LISTENED.forEach(logger -> logger.removeHandler(canaries));
        pushes.close();
        JDK.setLevel(null);
        Logger.getLogger("").setLevel(Level.INFO);
        Logger.getLogger("io.driverelay").setLevel(null);
    }

    /** L1, L2, and whatever else holds a secret. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 20261125)
    void noSecretIsAnywhereButWithWhomItIsFor(long seed) {
        home.connect();
        home.signInInEveryWay();
        home.askToBeTold(pushes.url());
        home.useKeys();
        List<CanaryHome.Trouble> troubles = new ArrayList<>(home.troubles());
        Collections.shuffle(troubles, new Random(seed));
        troubles.forEach(home::send);
        home.readBackups();
        home.endUploads();
        pushesFail();
        storageFails();
        vaultFails();
        readStorage();
        home.remove();
        readStorage();

        assertThat(canaries.heardOf("log io.driverelay")).isGreaterThan(30);
        assertThat(canaries.heardOf("answer")).isGreaterThan(60);
        assertThat(canaries.heardOf("exception")).isGreaterThan(8);
        assertThat(canaries.heardOf("message")).isPositive();
        assertThat(canaries.heardOf("diagnostics")).isGreaterThan(10);
        assertThat(canaries.heardOf("blob backup-catalogues")).isPositive();
        assertThat(canaries.heardOf("blob status")).isGreaterThan(2);
        assertThat(canaries.heardOf("blob " + ENDED_UPLOADS)).isGreaterThan(5);
        canaries.assertNoneIsHeard();
    }

    private void pushesFail() {
        home.world.pushes.forEach(push -> canaries.heard("push", push.toString()));
        assertThat(home.world.pushes).hasSizeGreaterThan(5);
        for (int status : new int[] {500, 302, 200}) {
            pushes.status = status;
            pushes.serve();
        }
        assertThat(pushes.taken).isNotEmpty();
        assertThat(canaries.eventsHeardOf("push-")).isGreaterThan(5);
    }

    /** By its own adapters, at a port where nobody answers. */
    private void storageFails() {
        byte[] key = "an-account-key-that-must-not-be-seen".getBytes(StandardCharsets.UTF_8);
        String nowhere = "http://127.0.0.1:1/account";
        var clients = new StorageClients(
                new ContentAccount.WithKey("DefaultEndpointsProtocol=http;AccountName=account;AccountKey="
                        + canaries.secret(Kind.ACCOUNT_KEY, Base64.getEncoder().encodeToString(key))
                        + ";BlobEndpoint=" + nowhere + ";QueueEndpoint=" + nowhere + ";"),
                home.world.clock);
        var staging = new BlobStaging(
                clients, new StagingSignatures(clients, home.world.clock), new RangeReader(() -> home.world.bytes));
        Upload upload = home.anyUpload();
        home.tried(() -> new BlobUploads(clients).find(home.connectionId(), upload.id()));
        home.tried(() -> new BlobUploads(clients).create(upload));
        home.tried(() -> new BlobSignIns(clients).find("0123456789"));
        home.tried(() -> staging.urlFor("blob", Transfer.SINGLE, home.world.clock.instant()));
        home.tried(() -> staging.content("blob"));
        home.tried(() -> staging.snapshot("blob"));
        home.tried(() -> staging.read("blob", "2026-11-25T10:00:00.0000000Z", new ByteRange(0, 9), abort -> {}));
        home.tried(() -> {
            new StorageTickets(clients).send(new Ticket(home.connectionId(), upload.id(), null), Duration.ZERO);
            return null;
        });
        home.openWhere(new BlobConnections(clients));
    }

    private void vaultFails() {
        var tokens = new VaultRefreshTokens(
                new VaultSecrets(URI.create("https://127.0.0.1:1"), "an-identity"), home.world.clock);
        home.tried(() -> tokens.find(home.connectionId()));
        home.tried(() -> {
            new VaultWebhooks(new VaultSecrets(URI.create("https://127.0.0.1:1"), "an-identity"))
                    .store(home.connectionId(), new Webhook(pushes.url()));
            return null;
        });
        home.tried(() -> {
            tokens.store(
                    home.connectionId(), canaries.secret(Kind.REFRESH_TOKEN, "a-refresh-token-that-must-not-be-seen"));
            return null;
        });
    }

    /** What is kept, but for staged content. The record of an upload that is under way may hold its session's address. */
    private void readStorage() {
        var storage = new BlobServiceClientBuilder()
                .connectionString(home.world.connectionString)
                .buildClient();
        var all = new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveMetadata(true));
        storage.listBlobContainers().stream()
                .map(container -> storage.getBlobContainerClient(container.getName()))
                .filter(container -> !container.getBlobContainerName().equals("staging"))
                .forEach(container -> container.listBlobs(all, null).forEach(blob -> read(container, blob)));
    }

    private void read(BlobContainerClient container, BlobItem blob) {
        String name = container.getBlobContainerName();
        String text = container.getBlobClient(blob.getName()).downloadContent().toString();
        canaries.heard(
                "blob " + name + "/" + blob.getName(),
                blob.getName()
                        + blob.getMetadata()
                        + (name.equals("uploads") ? text.replaceAll("\"uploadUrl\":\"[^\"]*\"", "") : text));
    }
}
