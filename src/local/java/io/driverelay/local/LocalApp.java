package io.driverelay.local;

import io.driverelay.local.azurite.Azurite;
import io.driverelay.local.host.LocalHost;
import io.driverelay.local.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any package on the local host, with the storage emulator alone. */
record LocalApp(Azurite azurite, LocalHost host, TestAuthority certificates, Path log) implements AutoCloseable {
    static final String FUNCTION_KEY = LocalRelay.FUNCTION_KEY;

    static LocalApp start(Path packageFolder, LocalOptions options) throws IOException {
        var certificates = TestAuthority.in(options.data().resolve("certificates"));
        Azurite azurite = Azurite.start(
                Files.createDirectories(options.data().resolve("azurite")),
                List.of(Azurite.ACCOUNT),
                options.tls() ? Optional.of(certificates.loopback("storage")) : Optional.empty());
        try {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("AzureWebJobsStorage", azurite.connectionString());
            settings.put("FUNCTIONS_WORKER_RUNTIME", "java");
            settings.putAll(options.settings());
            List<String> flags = new ArrayList<>(certificates.trustFlags());
            flags.addAll(options.jvmFlags());
            Path log = options.data().resolve("host.log");
            var host = LocalHost.start(
                    new LocalHost.Options(packageFolder, options.port(), FUNCTION_KEY, settings, flags, log));
            return new LocalApp(azurite, host, certificates, log);
        } catch (IOException | RuntimeException e) {
            azurite.close();
            throw e;
        }
    }

    @Override
    public void close() {
        host.close();
        azurite.close();
    }
}
