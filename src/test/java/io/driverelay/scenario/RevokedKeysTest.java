package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.connection.Connection;
import io.driverelay.connection.HomeKey;
import io.driverelay.connection.HomeKeys;
import io.driverelay.intake.Opened;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.relay.EndKey;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Order;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What becomes of what a key opened, when the key is revoked or over (L3). */
class RevokedKeysTest {
    private static final Duration FORGOTTEN = Duration.ofMinutes(50);

    private final TestHome home = TestHome.linked();
    private final EndKey endKey = new EndKey(home.keys, home.uploads, home.cancel);

    /** L3. */
    @Test
    void uploadOfAnExpiredKeyIsNotCommittedByUpkeep_butOneOfAKeyThatStandsIs() {
        HomeKeys.NewKey brief = home.keys.create(home.connectionId, "brief", Set.of(), Duration.ofMinutes(5));
        Upload expired = staged("expired.bin", brief.kept());
        Upload standing = staged("standing.bin", home.key);
        home.passTime(FORGOTTEN);

        assertThat(home.find(expired).state()).isEqualTo(UploadState.AWAITING_CONTENT);
        assertThat(home.find(standing).state()).isEqualTo(UploadState.DELIVERED);
    }

    /** L3. */
    @Test
    void uploadOfARevokedKeyIsNotCommittedByUpkeep() {
        HomeKeys.NewKey lost = home.keys.create(home.connectionId, "lost", Set.of(), null);
        Upload upload = staged("lost.bin", lost.kept());
        endKey.revoke(home.connectionId, lost.kept().id());
        home.passTime(FORGOTTEN);

        assertThat(home.find(upload).state()).isEqualTo(UploadState.AWAITING_CONTENT);
    }

    /** L3. */
    @Test
    void revokingAKeyEndsItsUploads_committedOrNot_ifTheOperatorSaysSo_andNobodyElses() {
        HomeKeys.NewKey lost = home.keys.create(home.connectionId, "lost", Set.of(), null);
        Upload awaiting = staged("awaiting.bin", lost.kept());
        Upload committed = staged("committed.bin", lost.kept());
        home.commit.commit(home.connectionId, committed.id());
        Upload others = staged("others.bin", home.key);
        var ended = endKey.revokeAndCancel(home.connectionId, lost.kept().id());

        assertThat(ended).isEqualTo(new EndKey.Ended(2, false));
        home.serveTickets();
        assertThat(home.find(awaiting).state()).isEqualTo(UploadState.CANCELLED);
        assertThat(home.find(committed).state()).isEqualTo(UploadState.CANCELLED);
        assertThat(home.staging.content(awaiting.staged().blob())).isEmpty();
        assertThat(home.staging.content(committed.staged().blob())).isEmpty();
        assertThat(home.find(others).state()).isEqualTo(UploadState.AWAITING_CONTENT);
        assertThat(home.keys.list(home.connectionId))
                .extracting(HomeKey::id)
                .doesNotContain(lost.kept().id());
        assertThat(endKey.revokeAndCancel(home.connectionId, lost.kept().id())).isEqualTo(new EndKey.Ended(0, false));
    }

    @Test
    void uploadsOfARevokedKeyEnd_howeverManyOfOthersAreOlder() {
        HomeKeys.NewKey lost = home.keys.create(home.connectionId, "lost", Set.of(), null);
        Upload model = staged("model.bin", home.key);
        Upload last = staged("last.bin", lost.kept());
        for (int n = 0; n < 510; n++) {
            home.uploads.create(withId(model, "%026d".formatted(n)));
        }

        assertThat(endKey.revokeAndCancel(home.connectionId, lost.kept().id())).isEqualTo(new EndKey.Ended(1, false));
        assertThat(home.find(last).state()).isEqualTo(UploadState.CANCELLED);
    }

    private static Upload withId(Upload model, String id) {
        Order order = model.order();
        return new Upload(
                new Order(
                        id,
                        order.connectionId(),
                        order.driveId(),
                        order.openedByKey(),
                        order.mayReplaceBackups(),
                        order.kind(),
                        order.fileName(),
                        order.destinationFolder(),
                        order.conflict(),
                        order.sizeBytes(),
                        order.sha256(),
                        order.metadata(),
                        order.requestHash(),
                        order.transfer(),
                        order.askedFor()),
                model.times(),
                model.standing(),
                model.staged(),
                null,
                model.tries(),
                null,
                model.journey());
    }

    /** L3: the URL works on until its time, and what is put by it then is neither relayed nor kept. */
    @Test
    void whatIsPutByAUrlThatOutlivesItsKeyIsDropped() {
        HomeKeys.NewKey lost = home.keys.create(home.connectionId, "lost", Set.of(), null);
        Upload upload = staged("late.bin", lost.kept());
        endKey.revokeAndCancel(home.connectionId, lost.kept().id());
        home.staging.put(upload.staged().blob(), new byte[] {4, 5, 6});
        home.passTime(Duration.ofHours(7));

        assertThat(home.staging.content(upload.staged().blob())).isEmpty();
        assertThat(home.account().contentOf("late.bin")).isEmpty();
    }

    /** Whoever mistypes an id must not take the key for revoked. */
    @Test
    void idThatNeverWasAKeyOfTheConnectionIsRefused_andAnothersToo() {
        HomeKeys.NewKey others = otherHomesKey();
        Upload upload = staged("f.bin", home.key);

        for (String id : List.of("nope", "", others.kept().id(), home.connectionId)) {
            assertUnknown(() -> endKey.revoke(home.connectionId, id));
            assertUnknown(() -> endKey.revokeAndCancel(home.connectionId, id));
        }
        assertThat(home.keys.list(home.connectionId)).hasSize(1);
        assertThat(home.find(upload).state()).isEqualTo(UploadState.AWAITING_CONTENT);
    }

    /** A call whose answer was lost is made again, and so is one that told of more. */
    @Test
    void revokedKeyMayBeRevokedAgain_howeverOften_asOneOfTheLastHundred() {
        HomeKeys.NewKey first = home.keys.create(home.connectionId, "first", Set.of(), null);
        endKey.revoke(home.connectionId, first.kept().id());
        for (int n = 0; n < 99; n++) {
            HomeKeys.NewKey next = home.keys.create(home.connectionId, "n" + n, Set.of(), null);
            endKey.revoke(home.connectionId, next.kept().id());
            endKey.revoke(home.connectionId, next.kept().id());
        }
        endKey.revoke(home.connectionId, first.kept().id());
        HomeKeys.NewKey last = home.keys.create(home.connectionId, "last", Set.of(), null);
        endKey.revoke(home.connectionId, last.kept().id());

        assertUnknown(() -> endKey.revoke(home.connectionId, first.kept().id()));
        assertThat(home.connection().revokedKeys())
                .hasSize(100)
                .endsWith(last.kept().id());
    }

    /** So it is also with one that an older version revoked, which kept no ids: only the uploads tell that it ever was a key. */
    @Test
    void uploadsOfAKeyThatWasRevokedLongAgoEndAllTheSame_andOnlyThoseMakeAKeyOfAnId() {
        HomeKeys.NewKey leaked = home.keys.create(home.connectionId, "leaked", Set.of(), null);
        Upload upload = staged("leaked.bin", leaked.kept());
        Upload others = staged("others.bin", home.key);
        endKey.revoke(home.connectionId, leaked.kept().id());
        forgetRevokedKeys();

        assertUnknown(() -> endKey.revoke(home.connectionId, leaked.kept().id()));
        assertUnknown(() -> endKey.revokeAndCancel(home.connectionId, "01KB0000000000000000000000"));
        assertThat(endKey.revokeAndCancel(home.connectionId, leaked.kept().id()))
                .isEqualTo(new EndKey.Ended(1, false));
        assertThat(home.find(upload).state()).isEqualTo(UploadState.CANCELLED);
        assertThat(home.find(others).state()).isEqualTo(UploadState.AWAITING_CONTENT);
        assertThat(home.keys.list(home.connectionId)).extracting(HomeKey::id).containsExactly(home.key.id());
        assertThat(endKey.revokeAndCancel(home.connectionId, leaked.kept().id()))
                .isEqualTo(new EndKey.Ended(0, false));
    }

    private void forgetRevokedKeys() {
        for (int n = 0; n < 100; n++) {
            HomeKeys.NewKey next = home.keys.create(home.connectionId, "n" + n, Set.of(), null);
            endKey.revoke(home.connectionId, next.kept().id());
        }
    }

    /** The keys end first: whoever tries to end one by itself then must not hear that it was none. */
    @Test
    void keysThatARemovalEndedMayBeRevokedAgain_shouldTheRestOfItFail() {
        HomeKeys.NewKey first = home.keys.create(home.connectionId, "first", Set.of(), null);
        endKey.revoke(home.connectionId, first.kept().id());
        var read = home.connections.find(home.connectionId).orElseThrow();
        home.connections.replace(read.with(Connection::withoutKeys));

        assertThat(home.connection().keys()).isEmpty();
        assertThat(home.connection().revokedKeys()).containsExactly(first.kept().id(), home.key.id());
        endKey.revoke(home.connectionId, home.key.id());
        assertUnknown(() -> endKey.revoke(home.connectionId, home.connectionId));
    }

    private static HomeKeys.NewKey otherHomesKey() {
        TestHome other = TestHome.linked();
        return other.keys.create(other.connectionId, "x", Set.of(), null);
    }

    private static void assertUnknown(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.UNKNOWN_KEY))
                .hasMessageContaining("nothing was revoked");
    }

    private Upload staged(String path, HomeKey key) {
        Opened opened = home.open.open(home.connection(), key, home.file(path, 3, Conflict.REPLACE), Optional.empty());
        home.staging.put(opened.upload().staged().blob(), new byte[] {1, 2, 3});
        return opened.upload();
    }
}
