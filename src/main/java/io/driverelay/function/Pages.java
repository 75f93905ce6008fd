package io.driverelay.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import io.driverelay.refusal.RefusalCode;

/** A page in words, for a person in a browser: no script, nothing from elsewhere. */
final class Pages {
    private Pages() {}

    static HttpResponseMessage page(HttpRequestMessage<?> request, int status, String title, String words) {
        return request.createResponseBuilder(HttpStatusType.custom(status))
                .header("Content-Type", "text/html")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .body(html(escaped(title), escaped(words)))
                .build();
    }

    /** With the status that a program would get, and without what went wrong inside. */
    static HttpResponseMessage failure(HttpRequestMessage<?> request, RuntimeException error) {
        return page(
                request,
                HttpReply.problem(request, error).getStatusCode(),
                "This did not work just now",
                why(error) + " Wait a minute and open the sign-in link again.");
    }

    private static String why(RuntimeException error) {
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
                <style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}</style>
                <h1>%1$s</h1>
                <p>%2$s</p>
                </html>
                """.formatted(title, words);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
