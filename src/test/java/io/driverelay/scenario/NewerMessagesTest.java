package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.azure.functions.ExecutionContext;
import io.driverelay.function.PoisonDoors;
import io.driverelay.function.RelayDoors;
import io.driverelay.function.ShareDoor;
import io.driverelay.status.CheckShare;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that a newer version has left in the queues say more than this one knows. */
class NewerMessagesTest {
    private static final String MORE = ",\"version\":99,\"newer\":{\"of\":[1,null]},\"why\":\"teleported\"}";
    private static final Pattern QUEUE = Pattern.compile("queueName = \"([^\"]+)\"");

    private final TestHome home = TestHome.linked();
    private final ExecutionContext context = mock(ExecutionContext.class);

    @BeforeEach
    void log() {
        when(context.getLogger()).thenReturn(Logger.getAnonymousLogger());
    }

    @Test
    void ticketIsServed_alsoAPoisonedOne() {
        Upload upload = home.committed(home.file("f.bin", 3, Conflict.FAIL), new byte[3]);
        String ticket = "{\"uploadId\":\"" + upload.id() + "\",\"connectionId\":\"" + home.connectionId + "\"" + MORE;
        var doors = new RelayDoors(home.relay);
        new PoisonDoors().ticket(ticket, context);
        assertThat(home.find(upload).state()).isEqualTo(UploadState.QUEUED);

        doors.relay(ticket, context);
        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
    }

    @Test
    void pushIsTold() {
        try (var pushes = new TestPushes(home).asked()) {
            Upload upload = home.committed(home.file("f.bin", 3, Conflict.FAIL), new byte[3]);
            home.serveTickets();
            String push = "{\"connectionId\":\"" + home.connectionId + "\",\"uploadId\":\"" + upload.id()
                    + "\",\"attempt\":0" + MORE;

            pushes.door().push(push, context);
            pushes.serve();
            assertThat(pushes.events()).containsExactly("upload-delivered");
        }
    }

    @Test
    void shareIsRead() {
        var share = new CheckShare(home.check, (again, delay) -> {}, Duration.ofMinutes(4), home.clock);
        String text = "{\"round\":\"" + home.clock.instant() + "\",\"number\":0,\"of\":1" + MORE;
        home.account().setQuota(1L << 30, 1L << 20);

        new ShareDoor(share).check(text, context);
        assertThat(home.statuses.find(home.connectionId).orElseThrow().quota().totalBytes())
                .isEqualTo(1L << 30);
    }

    /** Those that are tried here are all. */
    @Test
    void thereIsNoOtherQueue() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/driverelay/function"))) {
            List<String> queues = files.map(NewerMessagesTest::text)
                    .flatMap(text -> QUEUE.matcher(text).results())
                    .map(found -> found.group(1))
                    .toList();
            assertThat(queues)
                    .containsExactlyInAnyOrder(
                            "relay-uploads",
                            "relay-uploads-poison",
                            "home-pushes",
                            "home-pushes-poison",
                            "drive-shares",
                            "drive-shares-poison");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
