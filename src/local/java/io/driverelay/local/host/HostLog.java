package io.driverelay.local.host;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The host's log file: time, level, category, invocation, words. What the app logs has the category {@code Function.<name>.User}. */
final class HostLog {
    private final PrintWriter out;

    HostLog(Path file) throws IOException {
        this.out = new PrintWriter(
                Files.newBufferedWriter(
                        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true);
    }

    void host(String category, String words) {
        write("Information", category, "-", words, null);
    }

    void host(String category, String words, Throwable error) {
        write("Error", category, "-", words, error);
    }

    /** The logger that a function gets with its context. */
    Logger of(String functionName, String invocationId) {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.INFO);
        Formatter words = new SimpleFormatter();
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                String category = "Function." + functionName + ".User";
                write(level(line.getLevel()), category, invocationId, words.formatMessage(line), line.getThrown());
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
        out.println(Instant.now() + " " + level + " " + category + " " + invocation + " " + words);
        if (error != null) {
            var stack = new StringWriter();
            error.printStackTrace(new PrintWriter(stack));
            out.print(stack);
            out.flush();
        }
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "Error";
        }
        return level.intValue() >= Level.WARNING.intValue() ? "Warning" : "Information";
    }
}
