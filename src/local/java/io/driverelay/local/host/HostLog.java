package io.driverelay.local.host;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The host's log file: time, level, category, invocation, words. What a function logs has the category {@code Function.<name>.User}, what
 * the host says of its invocations {@code Function.<name>} and {@code Host.Results}.
 */
final class HostLog {
    private static final String NO_INVOCATION = "-";

    private final PrintWriter out;
    private volatile LogLevels levels = LogLevels.of(com.fasterxml.jackson.databind.node.MissingNode.getInstance());

    HostLog(Path file) throws IOException {
        this.out = new PrintWriter(
                Files.newBufferedWriter(
                        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true);
    }

    /** From then on. */
    void filter(LogLevels wanted) {
        levels = wanted;
    }

    void host(String category, String words) {
        write("Information", category, NO_INVOCATION, words, null);
    }

    void warning(String category, String words) {
        write("Warning", category, NO_INVOCATION, words, null);
    }

    void host(String category, String words, Throwable error) {
        write("Error", category, NO_INVOCATION, words, error);
    }

    /** Of one invocation; its words go out as they stand, placeholders and all, as the platform's worker sends them. */
    Logger of(String functionName, String invocationId) {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                String category = "Function." + functionName + ".User";
                write(LogLevels.named(line.getLevel()), category, invocationId, line.getMessage(), line.getThrown());
            }

            @Override
            public void flush() {
                out.flush();
            }

            @Override
            public void close() {
                // the file outlives the invocation
            }
        });
        return logger;
    }

    private synchronized void write(String level, String category, String invocation, String words, Throwable error) {
        if (!levels.isWritten(level, category)) {
            return;
        }
        out.println(Instant.now() + " " + level + " " + category + " " + invocation + " " + words);
        if (error != null) {
            error.printStackTrace(out);
            out.flush();
        }
    }
}
