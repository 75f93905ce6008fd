package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many calls of OneDrive the usual things cost. */
class CallsTest {
    private final TestHome home = TestHome.linked();

    /** Folder by id, name, session, one fragment, description. */
    @Test
    void deliveredBackupOfOneFragmentCostsFive() {
        Upload upload = home.committed(home.backup("b.tar", 1000), new byte[1000]);
        List<String> calls = callsOf(home::serveTickets);

        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(calls).as(String.join("\n", calls)).hasSize(5);
    }

    /** The quota; the folder is looked after every six hours. */
    @Test
    void pollCostsOne() {
        home.upkeep.pass();
        home.clock.move(Duration.ofMinutes(5));

        List<String> calls = callsOf(home.upkeep::pass);
        assertThat(calls).as(String.join("\n", calls)).hasSize(1);
    }

    private List<String> callsOf(Runnable what) {
        int before = home.account().calls().size();
        what.run();
        return home.account().callsSince(before);
    }
}
