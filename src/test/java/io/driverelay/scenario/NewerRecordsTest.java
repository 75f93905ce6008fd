package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.push.Push;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The way back to an older version: what a newer one has written, of each kind of record. */
class NewerRecordsTest {
    private static final Duration A_WHILE = Duration.ofMinutes(31);
    private static final Pattern STORED = Pattern.compile("new JsonBlobs<>\\([^;]*?(\\w+)\\.class");

    @RegisterExtension
    final Trail trail = new Trail();

    private final TestHome home = TestHome.linked();
    private final TestPushes pushes = new TestPushes(home);
    private final LivedInHome lived = new LivedInHome(home, pushes);
    private final StoredRecords records = new StoredRecords(home.connectionString);
    private final Map<String, String> before = new TreeMap<>();
    private final Map<String, Map<String, String>> metadataBefore = new TreeMap<>();
    private final Map<String, String> written = new TreeMap<>();

    @AfterEach
    void end() {
        pushes.close();
    }

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void fieldsThatNobodyKnowsChangeNothing_andNothingOfThemIsDeleted(RecordKind kind) {
        rewrite(kind, RecordShape.moreFields(kind.type), null);
        Upload other = lived.sentByOther("s.bin");
        home.told.clear();
        home.passTime(A_WHILE);
        pushes.serve();

        assertThat(trail.of("record-unreadable")).isEmpty();
        assertThat(trail.of("upkeep-failed")).isEmpty();
        assertDelivered(other);
        assertArrivedOnce();
        assertThat(home.told.stream().filter("delivered"::equals)).hasSize(2);
        assertThat(home.find(lived.opened).state()).isEqualTo(UploadState.AWAITING_CONTENT);
        assertThat(home.find(lived.failed).state()).isEqualTo(UploadState.FAILED);
        // a rule that this version does not know may keep what the others let go
        int kept = kind == RecordKind.CONNECTION ? 4 : 1;
        assertThat(shelved()).hasSize(kept);
        assertThat(toldUploads()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("words")
    void wordThatNobodyKnowsIsItsOwnRecordsTrouble_untilTheNewerVersionIsBack(RecordKind kind, String path) {
        rewrite(kind, RecordShape.otherWord(kind.type, path), path);
        List<String> shelf = shelved();
        Upload other = lived.sentByOther("s.bin");
        home.pushes.add(new Push(home.connectionId, lived.delivered.id(), 0, null));
        pushes.serve();
        home.passTime(A_WHILE);
        pushes.serve();

        assertDelivered(other);
        assertNamedOrWrittenAnew(kind);
        assertOthersGoOn();
        assertNothingIsLost(kind, shelf);

        restore();
        home.passTime(A_WHILE);
        pushes.serve();
        assertArrivedOnce();
        assertThat(trail.of("upkeep-failed")).isEmpty();
        assertThat(toldUploads()).doesNotHaveDuplicates();
    }

    /** What is listed here is all that there is: by the code, and by what lies in storage. */
    @Test
    void everyKindOfRecordIsTried() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/driverelay/azure"))) {
            List<String> stored = files.map(NewerRecordsTest::text)
                    .flatMap(text -> STORED.matcher(text).results())
                    .map((MatchResult found) -> found.group(1))
                    .distinct()
                    .toList();
            assertThat(Stream.of(RecordKind.values()).map(kind -> kind.type.getSimpleName()))
                    .containsAll(stored);
        }
        assertThat(records.places())
                .allSatisfy(place -> assertThat(Stream.of(RecordKind.values())
                                .filter(kind -> kind.isOf(
                                        place.substring(0, place.indexOf('/')),
                                        place.substring(place.indexOf('/') + 1))))
                        .hasSize(1));
    }

    private static Stream<Arguments> words() {
        return Stream.of(RecordKind.values())
                .flatMap(kind -> kind.words().stream().map(path -> Arguments.of(kind, path)));
    }

    private void rewrite(RecordKind kind, RecordShape shape, String word) {
        records.of(kind).forEach((place, text) -> {
            if (word == null || !place.contains(lived.otherId)) {
                before.put(place, text);
                metadataBefore.put(place, records.metadata(place));
                written.put(place, StoredRecords.changed(text, shape));
                records.write(place, written.get(place), word);
            }
        });
        assertThat(shape.changes()).as("nothing of it was there").isPositive();
        trail.lines.clear();
    }

    private void restore() {
        written.keySet().stream()
                .filter(place -> written.get(place).equals(records.read(place)))
                .forEach(place -> records.restore(place, before.get(place), metadataBefore.get(place)));
    }

    /** A pass names what it cannot read once, and so does each message that comes by it: a push is served twice, or a ticket once. */
    private void assertNamedOrWrittenAnew(RecordKind kind) {
        Map<String, Long> named = trail.of("record-unreadable").stream()
                .collect(Collectors.groupingBy(line -> line, TreeMap::new, Collectors.counting()));
        long most = trail.of("pass-ended").size() + 2L;
        assertThat(named.values())
                .as("%s", named)
                .allSatisfy(times -> assertThat(times).isLessThanOrEqualTo(most));
        if (kind.isWrittenAnew()) {
            return;
        }
        written.forEach((place, text) -> {
            if (!text.equals(before.get(place))) {
                assertThat(records.read(place)).isEqualTo(text);
            }
        });
        if (kind == RecordKind.CONNECTION || kind == RecordKind.UPLOAD) {
            String needed = kind == RecordKind.CONNECTION ? home.connectionId : lived.underWay.id();
            assertThat(named.keySet()).anyMatch(line -> line.contains(needed));
        }
    }

    private void assertOthersGoOn() {
        assertThat(trail.of("upkeep-failed")).isEmpty();
        assertThat(home.tickets.poison()).isEmpty();
        var pass = home.statuses.lastPass().orElseThrow();
        assertThat(pass.checkedAt()).isAfter(home.clock.instant().minusSeconds(301));
        assertThat(pass.failed()).doesNotContain(lived.otherId);
        assertThat(home.status.page(null, 100).reports().items())
                .extracting(report -> report.connection().id())
                .contains(lived.otherId);
        assertThat(home.list.read(lived.asOther(home::connection)).problems()).isEmpty();
    }

    private void assertNothingIsLost(RecordKind kind, List<String> shelf) {
        assertThat(home.account().namesIn("")).contains("old.bin", "taken.bin");
        if (kind == RecordKind.CONNECTION) {
            assertThat(shelved()).containsAll(shelf);
        }
        assertThat(home.vault).containsKey(home.connectionId);
        assertThat(home.staging.content(lived.failed.staged().blob())).isPresent();
        if (home.account().contentOf("f.bin").isEmpty()) {
            assertThat(home.staging.content(lived.underWay.staged().blob())).isPresent();
        }
    }

    private void assertDelivered(Upload other) {
        assertThat(home.uploads
                        .find(lived.otherId, other.id())
                        .orElseThrow()
                        .value()
                        .state())
                .isEqualTo(UploadState.DELIVERED);
    }

    private void assertArrivedOnce() {
        assertThat(home.find(lived.underWay).state()).isEqualTo(UploadState.DELIVERED);
        assertThat(home.onDrive("f.bin")).isEqualTo(LivedInHome.CONTENT);
        assertThat(home.account().versionOf("f.bin")).isEqualTo(home.account().versionOf("old.bin"));
        assertThat(new TreeSet<>(home.account().namesIn("")))
                .filteredOn(name -> name.startsWith("f"))
                .containsExactly("f.bin");
        assertThat(home.account().openSessions()).isZero();
    }

    private List<String> toldUploads() {
        return pushes.taken.stream()
                .filter(push -> push.has("uploadId"))
                .map(push -> push.path("uploadId").asText() + push.path("event").asText())
                .toList();
    }

    private List<String> shelved() {
        return home.account().namesIn(lived.folder).stream()
                .filter(name -> name.matches("b\\d{4}\\.tar"))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
