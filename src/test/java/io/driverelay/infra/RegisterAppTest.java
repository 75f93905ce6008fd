package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What infra/register-app.sh asks of the Azure CLI; a stand-in notes its arguments, and what it is handed. */
@DisabledOnOs(OS.WINDOWS)
class RegisterAppTest {
    private static final String SCRIPT =
            Path.of("infra", "register-app.sh").toAbsolutePath().toString();
    private static final String CLIENT = "11111111-2222-4333-8444-555555555555";
    private static final String REDIRECT = "https://relay.example.com/api/sign-in/callback";
    private static final String AZ = """
            #!/usr/bin/env bash
            echo "$*" >> calls
            case "$*" in
              "ad app create "*) echo %s ;;
              "ad app credential reset "*) [[ ! -e full ]] && echo "s3cr~et" ;;
              "keyvault secret list "*) [[ ! -e shut ]] ;;
              "keyvault secret set "*) cat > stored ;;
            esac
            """.formatted(CLIENT);

    @TempDir
    Path folder;

    @BeforeEach
    void standIn() throws IOException {
        assertThat(Files.writeString(folder.resolve("az"), AZ).toFile().setExecutable(true))
                .isTrue();
    }

    @Test
    void createRegistersForPersonalAccountsAlone_andPrintsTheClientId() throws Exception {
        assertThat(run(0, "create")).isEqualTo(CLIENT + "\n");
        assertThat(calls())
                .contains("--sign-in-audience PersonalMicrosoftAccount")
                .contains("--requested-access-token-version 2")
                .contains("--enable-access-token-issuance false");
    }

    @Test
    void connectSetsTheRedirect_andHandsTheSecretToTheVaultUnseen() throws Exception {
        String said = run(0, "connect", CLIENT, REDIRECT, "kv-1");

        assertThat(calls())
                .contains("ad app update --id " + CLIENT + " --web-redirect-uris " + REDIRECT)
                .contains("ad app credential reset --id " + CLIENT + " --append")
                .contains("keyvault secret set --vault-name kv-1 --name onedrive-client-secret --file /dev/stdin")
                .doesNotContain("s3cr~et");
        assertThat(folder.resolve("stored")).hasContent("s3cr~et").hasSize("s3cr~et".length());
        assertThat(said).doesNotContain("s3cr~et");
    }

    /** L13. */
    @Test
    void secretEndsAfterHalfAYear_andTheVaultAndTheOperatorKnowWhen() throws Exception {
        String said = run(0, "secret", CLIENT, "kv-1");

        String end = said.replaceAll("(?s).*until (\\S+Z)\\..*", "$1");
        assertThat(Instant.parse(end))
                .isBetween(
                        Instant.now().plus(Duration.ofDays(179)), Instant.now().plus(Duration.ofDays(181)));
        assertThat(calls())
                .contains("--end-date " + end)
                .contains("--expires " + end)
                .doesNotContain("--years");
    }

    @Test
    void noSecretIsMadeForAVaultThatIsShut() throws Exception {
        Files.createFile(folder.resolve("shut"));

        assertThat(run(2, "secret", CLIENT, "kv-1")).contains("does not let you in");
        assertThat(calls()).doesNotContain("credential");
    }

    @Test
    void theVaultKeepsWhatItHas_whenAnAppHasTwoSecretsAlready() throws Exception {
        Files.createFile(folder.resolve("full"));

        run(1, "secret", CLIENT, "kv-1");

        assertThat(folder.resolve("stored")).doesNotExist();
    }

    @Test
    void anotherRedirectThanTheRelaysIsRefused() throws Exception {
        assertThat(run(2, "redirect", CLIENT, "https://relay.example.com/elsewhere"))
                .contains("no redirect URI");
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    private String run(int exit, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", SCRIPT));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(exit);
        return said;
    }

    private String calls() throws IOException {
        return Files.readString(folder.resolve("calls"));
    }
}
