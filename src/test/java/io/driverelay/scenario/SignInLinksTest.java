package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import io.driverelay.connection.Authority;
import io.driverelay.connection.LinkDrive;
import io.driverelay.connection.NewConnection;
import io.driverelay.connection.RedeemConsent;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignInOutcome;
import io.driverelay.refusal.Refused;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the holder of a sign-in link can do with it, and for how long (M4); what storage tells of it (L2). */
class SignInLinksTest {
    @RegisterExtension
    final Trail trail = new Trail();

    private final TestHome home = TestHome.unlinked();
    private final BlobContainerClient blobs = new BlobServiceClientBuilder()
            .connectionString(home.connectionString)
            .buildClient()
            .getBlobContainerClient("sign-ins");

    /** M4. */
    @Test
    void newLinkEndsTheOlder_andTheConsentThatWasBegunWithIt() {
        String older = home.linkToken();
        SignIn.Beginning begun = home.signIn.begin(older).orElseThrow();
        home.signInUrl = home.links.create(home.connections, home.connectionId).url();

        assertThat(home.signIn.begin(older)).isEmpty();
        assertThat(home.signedIn(home.person, begun).outcome()).isEqualTo(SignInOutcome.LINK_EXPIRED);
        assertThat(home.connection().wasEverSignedIn()).isFalse();
        assertThat(home.signIn(home.person).outcome()).isEqualTo(SignInOutcome.CONNECTED);
    }

    @Test
    void eachLinkIsToldInTheLog_andNothingThatOpensIt() {
        trail.lines.clear();
        var made = home.create.create(new NewConnection("second", null, null, false, Set.of(), null, null, null));
        var renewed = home.links.create(home.connections, made.connection().id());

        assertThat(trail.events(made.connection().id()))
                .containsExactly("sign-in-link-made", "connection-made", "sign-in-link-made");
        assertThat(trail.of("sign-in-link-made").get(1))
                .contains("\"expiresAt\":\"" + renewed.expiresAt() + "\"")
                .doesNotContain(renewed.url().getQuery().substring(2));
    }

    /** M4. */
    @Test
    void linkIsUsedUpBySuccess_andByNothingElse() {
        home.simulators.authority().refuseNext("access_denied");
        assertThat(home.signIn(home.person).outcome()).isEqualTo(SignInOutcome.CONSENT_REFUSED);
        String link = home.linkToken();
        SignIn.Beginning other = home.signIn.begin(link).orElseThrow();
        assertThat(home.signIn(home.person).outcome()).isEqualTo(SignInOutcome.CONNECTED);

        assertThat(home.linkToken()).isEqualTo(link);
        assertThat(home.signIn.begin(link)).isEmpty();
        assertThat(home.signedIn("stranger", other).outcome()).isEqualTo(SignInOutcome.LINK_EXPIRED);
        assertThat(names()).isEmpty();
    }

    /** M4. */
    @Test
    void linkThatWasMadeDuringTheSignInStands() {
        SignIn.Beginning begun = home.signIn.begin(home.linkToken()).orElseThrow();
        home.simulators.authority().signInAs(home.person);
        Map<String, String> answer = TestHome.redirectedTo(begun.redirect());
        var ending = signInWith(new LinkMakingAuthority())
                .end(
                        Optional.of(begun.cookie()),
                        Optional.of(answer.get("state")),
                        Optional.of(answer.get("code")),
                        Optional.empty());

        assertThat(ending.outcome()).isEqualTo(SignInOutcome.CONNECTED);
        assertThat(home.signIn.begin(home.linkToken())).isPresent();
    }

    /** M4. */
    @Test
    void revokedLinkOpensNothing_andEndsWhatWasBegun() {
        SignIn.Beginning begun = home.signIn.begin(home.linkToken()).orElseThrow();
        home.links.revoke(home.connections, home.connectionId);
        home.links.revoke(home.connections, home.connectionId);

        assertThat(home.signIn.begin(home.linkToken())).isEmpty();
        assertThat(home.signedIn(home.person, begun).outcome()).isEqualTo(SignInOutcome.LINK_EXPIRED);
        assertThatThrownBy(() -> home.links.revoke(home.connections, home.ids.next()))
                .isInstanceOf(Refused.class);
    }

    /** M4. */
    @Test
    void programsThatPreviewALinkEndNobodysConsent_beforeOrAfterThePersonOpensIt() {
        opened();
        SignIn.Beginning persons = home.signIn.begin(home.linkToken()).orElseThrow();
        opened();
        opened();

        assertThat(home.signedIn(home.person, persons).outcome()).isEqualTo(SignInOutcome.CONNECTED);
    }

    /** M4. */
    @Test
    void openingALinkOftenLeavesOneSmallRecord() {
        for (int n = 0; n < 30; n++) {
            opened();
        }

        assertThat(names()).hasSize(1);
        assertThat(content(names().get(0)).length()).isLessThan(1500);
        assertThat(home.signIn(home.person).outcome()).isEqualTo(SignInOutcome.CONNECTED);
    }

    /** M4. */
    @Test
    void stateIsOfNoUseASecondTime_norToAnotherBrowser() {
        SignIn.Beginning begun = home.signIn.begin(home.linkToken()).orElseThrow();
        SignIn.Beginning others = home.signIn.begin(home.linkToken()).orElseThrow();
        home.simulators.authority().signInAs(home.person);
        Map<String, String> answer = TestHome.redirectedTo(begun.redirect());

        for (String cookie : List.of(others.cookie(), begun.cookie())) {
            assertThat(home.signIn
                            .end(
                                    Optional.of(cookie),
                                    Optional.of(answer.get("state")),
                                    Optional.of(answer.get("code")),
                                    Optional.empty())
                            .outcome())
                    .isEqualTo(SignInOutcome.LINK_EXPIRED);
        }
    }

    /** M4: what is no link at all, a part of one, or another connection's, is told as one that is over. */
    @Test
    void whatIsNoLinkOpensNothing() {
        String token = home.linkToken();
        String id = token.substring(0, token.indexOf('.'));
        var other = home.create.create(new NewConnection("other", null, null, false, Set.of(), null, null, null));
        String othersToken = other.signIn().url().getQuery().substring(2);
        for (String wrong : List.of(
                "",
                ".",
                "..",
                id,
                id + ".",
                id + ".x",
                token + "x",
                token.substring(0, token.length() - 1),
                id + othersToken.substring(othersToken.indexOf('.')),
                "../links/" + token,
                token.toLowerCase(java.util.Locale.ROOT))) {
            assertThat(home.signIn.begin(wrong)).as(wrong).isEmpty();
        }
    }

    /** L2. */
    @Test
    void storageHoldsNoCredentialOfALinkOrAConsent() {
        List<String> live = new ArrayList<>(List.of(home.linkToken()));
        for (int n = 0; n < 3; n++) {
            SignIn.Beginning begun = home.signIn.begin(home.linkToken()).orElseThrow();
            String query = URLDecoder.decode(begun.redirect().getRawQuery(), StandardCharsets.UTF_8);
            live.add(begun.cookie());
            live.add(query.replaceAll(".*\\bstate=([^&]+).*", "$1"));
        }
        String text = String.join("\n", names()) + content(names().get(0));

        assertThat(live).hasSize(7).allSatisfy(credential -> {
            assertThat(text).doesNotContain(credential);
            assertThat(text).doesNotContain(credential.substring(credential.indexOf('.') + 1));
        });
        assertThat(text).doesNotContain("\"token\"").doesNotContain("\"state\"").doesNotContain("\"cookie\"");
    }

    /** M4. */
    @Test
    void upkeepDropsWhatIsOver_whateverElseLiesThere() {
        var living = home.create.create(new NewConnection("living", null, null, false, Set.of(), null, null, null));
        stray("stray", "x", Map.of());
        stray("links/" + home.ids.next() + ".json", "null", Map.of("expires", "soon"));
        stray(
                "pending/" + home.ids.next() + ".json",
                "{}",
                Map.of("expires", home.clock.instant().toString()));
        opened();
        home.clock.move(Duration.ofHours(24).minusSeconds(1));
        opened();
        home.clock.move(Duration.ofSeconds(1));
        home.upkeep.pass();
        assertThat(names()).hasSize(3);

        String renewed = home.links
                .create(home.connections, living.connection().id())
                .url()
                .getQuery()
                .substring(2);
        home.clock.move(Duration.ofMinutes(15));
        home.upkeep.pass();
        assertThat(names()).hasSize(3);
        assertThat(home.signIn.begin(renewed)).isPresent();
        home.clock.move(Duration.ofDays(9));
        home.upkeep.pass();
        assertThat(names()).isEmpty();
    }

    private void opened() {
        assertThat(home.signIn.begin(home.linkToken())).isPresent();
    }

    private SignIn signInWith(Authority authority) {
        var link = new LinkDrive(home.connections, home.refreshTokens, home.drives, home.listener, home.clock);
        var consent = new RedeemConsent(home.connections, authority, link, home.pauses, home.clock);
        return new SignIn(home.connections, home.signIns, authority, consent, home.secrets, home.clock);
    }

    /** The operator makes a link while the code is redeemed. */
    private final class LinkMakingAuthority implements Authority {
        @Override
        public URI consentAddress(String state, String codeVerifier) {
            return home.authority.consentAddress(state, codeVerifier);
        }

        @Override
        public Tokens redeem(String code, String codeVerifier) {
            home.signInUrl =
                    home.links.create(home.connections, home.connectionId).url();
            return home.authority.redeem(code, codeVerifier);
        }

        @Override
        public Tokens refresh(String refreshToken) {
            return home.authority.refresh(refreshToken);
        }
    }

    private void stray(String name, String text, Map<String, String> metadata) {
        blobs.getBlobClient(name).upload(BinaryData.fromString(text), true);
        blobs.getBlobClient(name).setMetadata(metadata);
    }

    private List<String> names() {
        return blobs.listBlobs().stream().map(BlobItem::getName).toList();
    }

    private String content(String name) {
        return blobs.getBlobClient(name).downloadContent().toString();
    }
}
