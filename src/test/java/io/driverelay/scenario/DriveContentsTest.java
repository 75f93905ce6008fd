package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.DownloadUrl;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.FolderPage;
import io.driverelay.local.simulator.Behaviours;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies on a drive, as the app lists, reads, renames and deletes it. */
class DriveContentsTest extends FaultyWorld {
    private static final String URL = "@microsoft.graph.downloadUrl";

    private DriveItem put(String name, String content) {
        putByAnotherApp(name, content.getBytes(StandardCharsets.UTF_8));
        return calls().item(home.account().idOf(name)).orElseThrow();
    }

    private static Kind kindOf(ThrowingCallable call) {
        return catchThrowableOfType(DriveFault.class, call).kind();
    }

    private String read(DownloadUrl url, int most) {
        return new String(calls().read(url, ByteRange.at(0, most)), StandardCharsets.UTF_8);
    }

    @Test
    void folderIsListedPageByPage_andEachFileComesWithItsAddress() {
        for (String name : List.of("a", "b", "c")) {
            put(name, "content of " + name);
        }
        drive().largestPage = 2;
        Drive calls = calls();
        String folder = calls.appFolder().id();
        List<FolderPage.Child> all = new ArrayList<>();
        int mark = home.account().calls().size();
        FolderPage page = calls.children(folder, null);
        all.addAll(page.children());
        while (page.next() != null) {
            page = calls.children(folder, page.next());
            all.addAll(page.children());
        }

        assertThat(callsMatching(mark, "GET .*/children")).isEqualTo(2);
        assertThat(all).extracting(child -> child.item().name()).contains("a", "b", "c");
        FolderPage.Child home = all.stream()
                .filter(child -> child.item().isFolder())
                .findFirst()
                .orElseThrow();
        assertThat(home.download()).isEmpty();
        for (FolderPage.Child child : all) {
            child.download().ifPresent(url -> {
                assertThat(read(url, 100))
                        .isEqualTo("content of " + child.item().name());
                assertThat(url.toString()).doesNotContain("tempauth").doesNotContain("/down/");
            });
        }
        assertThat(all).filteredOn(child -> child.download().isPresent()).hasSize(3);
        assertThat(kindOf(() -> calls.children("no-such", null))).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void listWithoutAddressesIsAListAllTheSame() {
        DriveItem item = put("a", "0123456789");
        drive().itemsWithout = Set.of(URL);

        FolderPage page = calls().children(calls().appFolder().id(), null);

        assertThat(page.children()).allMatch(child -> child.download().isEmpty());
        assertThat(read(calls().downloadUrl(item.id()), 4)).isEqualTo("0123");
    }

    @Test
    void beginningIsReadByARange_andNothingOfNothing() {
        DriveItem item = put("a", "0123456789");
        DriveItem empty = put("empty", "");
        DownloadUrl url = calls().downloadUrl(item.id());

        assertThat(read(url, 4)).isEqualTo("0123");
        assertThat(read(url, 10)).isEqualTo("0123456789");
        assertThat(read(url, 11)).isEqualTo("0123456789");
        assertThat(read(calls().downloadUrl(empty.id()), 5)).isEmpty();
        home.simulators
                .faults()
                .answerNext(1, "GET", "/down/" + home.person, 200, Map.of(), "all of it, whatever was asked for");
        assertThat(read(url, 3)).isEqualTo("all");
        assertThat(url.expiresAt()).isEqualTo(home.clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void addressThatIsOverOrWhoseFileIsGone_isNotFound() {
        DriveItem item = put("a", "0123456789");
        DownloadUrl url = calls().downloadUrl(item.id());
        deleteOnDrive("a");
        assertThat(kindOf(() -> calls().read(url, ByteRange.at(0, 4)))).isEqualTo(Kind.NOT_FOUND);
        assertThat(kindOf(() -> calls().downloadUrl(item.id()))).isEqualTo(Kind.NOT_FOUND);

        drive().downloadUrlSeconds = 0;
        DownloadUrl over = calls().downloadUrl(put("b", "x").id());
        assertThat(kindOf(() -> calls().read(over, ByteRange.at(0, 4)))).isEqualTo(Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 404})
    void wishToBeLeftAloneIsKept_whoeverOfTheTwoHostsSaysIt(int status) {
        DriveItem item = put("a", "0123456789");
        DownloadUrl url = calls().downloadUrl(item.id());
        home.simulators.faults().answerNext(1, "GET", "/down/" + home.person, status, Map.of("Retry-After", "60"), "");

        DriveFault fault = catchThrowableOfType(DriveFault.class, () -> calls().read(url, ByteRange.at(0, 4)));

        assertThat(fault.retryAfter()).hasValue(Duration.ofSeconds(60));
        home.clock.move(Duration.ofSeconds(61));
    }

    @Test
    void itemGetsAnotherName_unlessThatIsTakenOrItChanged() {
        DriveItem item = put("a", "x");
        put("b", "y");

        assertThat(kindOf(() -> calls().rename(item.id(), "B", null))).isEqualTo(Kind.NAME_TAKEN);
        assertThat(kindOf(() -> calls().rename(item.id(), "a:b", null))).isEqualTo(Kind.NAME_REFUSED);
        assertThat(kindOf(() -> calls().rename("no-such", "c", null))).isEqualTo(Kind.NOT_FOUND);
        DriveItem renamed = calls().rename(item.id(), "c", item.eTag());
        assertThat(renamed.id()).isEqualTo(item.id());
        assertThat(home.account().namesIn("")).contains("b", "c").doesNotContain("a");
        assertThat(kindOf(() -> calls().rename(item.id(), "d", item.eTag()))).isEqualTo(Kind.CHANGED);
        assertThat(calls().rename(item.id(), "d", renamed.eTag()).name()).isEqualTo("d");
    }

    @Test
    void itemIsDeletedForGood_whereTheDriveKnowsHow() {
        DriveItem item = put("a", "12345");
        long used = home.account().usedBytes();

        assertThat(calls().deletePermanently(item.id(), item.eTag())).isEqualTo(Deletion.FOR_GOOD);

        assertThat(home.account().usedBytes()).isEqualTo(used - 5);
        assertThat(calls().item(item.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 501})
    void itemGoesIntoTheRecycleBin_whereTheDriveDoesNot(int status) {
        DriveItem item = put("a", "12345");
        long used = home.account().usedBytes();
        drive().deletionsForGood.next(1, status, "notSupported");

        assertThat(calls().deletePermanently(item.id(), item.eTag())).isEqualTo(Deletion.RECYCLE_BIN);

        assertThat(home.account().usedBytes()).isEqualTo(used);
        assertThat(calls().item(item.id())).isEmpty();
        drive().permanentDelete = Behaviours.PermanentDelete.NOT_SUPPORTED;
        DriveItem other = put("b", "1");
        assertThat(calls().deletePermanently(other.id(), other.eTag())).isEqualTo(Deletion.RECYCLE_BIN);
    }

    @Test
    void whatChangedSinceIsNotDeleted_andAFailureIsNoFallback() {
        DriveItem item = put("a", "12345");
        put("a", "123456");
        assertThat(kindOf(() -> calls().deletePermanently(item.id(), item.eTag())))
                .isEqualTo(Kind.CHANGED);
        assertThat(kindOf(() -> calls().deletePermanently(item.id(), null))).isEqualTo(Kind.CHANGED);

        DriveItem now = calls().item(item.id()).orElseThrow();
        drive().deletionsForGood.next(1, 503, "serviceNotAvailable");
        assertThat(kindOf(() -> calls().deletePermanently(now.id(), now.eTag())))
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(calls().item(item.id())).isPresent();
    }
}
