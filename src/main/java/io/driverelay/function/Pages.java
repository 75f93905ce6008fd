package io.driverelay.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** A page in words, for a person in a browser: no script, nothing from elsewhere. */
final class Pages {
    private static final String STYLE =
            "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}";

    private Pages() {}

    /** @param headers besides those of every page */
    static HttpResponseMessage page(
            HttpRequestMessage<?> request, int status, String title, String words, Map<String, String> headers) {
        HttpResponseMessage.Builder page = ReplyHeaders.reply(request, status)
                .header("Content-Type", "text/html")
                .header(
                        ReplyHeaders.CONTENT_SECURITY_POLICY,
                        ReplyHeaders.NOTHING + "; style-src '" + hash(STYLE) + "'");
        headers.forEach(page::header);
        return page.body(html(escaped(title), escaped(words))).build();
    }

    /** With the status that a program would get, and without what went wrong inside. */
    static HttpResponseMessage failure(
            HttpRequestMessage<?> request, RuntimeException error, Map<String, String> headers) {
        return page(
                request,
                HttpReply.status(error),
                "This did not work just now",
                why(error) + " Wait a minute and open the sign-in link again.",
                headers);
    }

    /** Of the one style that a browser may apply. */
    private static String hash(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String why(RuntimeException error) {
        if (error instanceof Refused refused && refused.code() == RefusalCode.NOT_CONFIGURED) {
            return "This relay is not set up yet: its operator finds in its log which setting is wrong.";
        }
        return Outage.of(error)
                .filter(outage -> outage.code() == RefusalCode.STORAGE_UNAVAILABLE)
                .map(outage -> outage.detail() + " Nothing is wrong with your account or your OneDrive.")
                .orElse("Nothing was changed that a second try would not mend.");
    }

    private static String html(String title, String words) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%1$s – Drive Relay</title>
                <style>%3$s</style>
                <h1>%1$s</h1>
                <p>%2$s</p>
                </html>
                """.formatted(title, words, STYLE);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
