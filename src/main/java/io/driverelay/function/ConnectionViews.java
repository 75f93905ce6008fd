package io.driverelay.function;

import io.driverelay.connection.BackupWatch;
import io.driverelay.connection.Connection;
import io.driverelay.connection.CreateConnection;
import io.driverelay.connection.HomeKey;
import io.driverelay.connection.HomeKeys;
import io.driverelay.connection.Retention;
import io.driverelay.connection.SignInLinks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connections and keys as the interface shows them. */
final class ConnectionViews {
    private ConnectionViews() {}

    static Map<String, Object> of(Connection connection) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", connection.id());
        view.put("name", connection.name());
        view.put("state", connection.isReady() ? "ready" : "signInRequired");
        view.put("drive", connection.drive());
        view.put("folder", connection.folder());
        view.put("instanceId", connection.instanceId());
        view.put("deletePermanently", connection.deletePermanently());
        view.put("retention", of(connection.retention()));
        view.put("webhook", connection.webhook());
        view.put("backupOverdueHours", BackupWatch.hours(connection.watch()));
        view.put("createdAt", connection.createdAt());
        view.put("lastSignIn", connection.lastSignIn() == null ? null : lastSignIn(connection.lastSignIn()));
        return view;
    }

    static Map<String, Object> created(CreateConnection.Created created) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", created.connection().id());
        view.put("name", created.connection().name());
        view.put("homeKey", created.key().key());
        view.put("state", "signInRequired");
        view.putAll(signIn(created.signIn()));
        return view;
    }

    static Map<String, Object> signIn(SignInLinks.Address address) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("signInUrl", address.url());
        view.put("signInExpiresAt", address.expiresAt());
        return view;
    }

    static Map<String, Object> of(HomeKey key) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", key.id());
        view.put("name", key.name());
        view.put("scopes", key.scopes());
        view.put("createdAt", key.createdAt());
        view.put("expiresAt", key.expiresAt());
        return view;
    }

    static Map<String, Object> of(HomeKeys.NewKey made) {
        Map<String, Object> view = of(made.kept());
        view.put("homeKey", made.key());
        return view;
    }

    /** Null for none. */
    static Map<String, Object> of(Retention rule) {
        if (rule == null) {
            return null;
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("keepCopies", rule.keepCopies());
        view.put("keepDays", rule.keepDays());
        view.put("of", rule.of());
        if (!rule.newer().isEmpty()) {
            // only then: what is shown otherwise may be sent back as it is
            view.put("unknownRules", List.copyOf(rule.newer().keySet()));
        }
        return view;
    }

    private static Map<String, Object> lastSignIn(Connection.LastSignIn last) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("at", last.at());
        view.put("outcome", Labels.kebab(last.outcome()));
        view.put("detail", last.detail());
        return view;
    }
}
