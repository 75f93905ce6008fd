package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.connection.SignIns;
import io.driverelay.store.Ids;
import io.driverelay.store.Versioned;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Sign-ins as blobs {@code sign-ins/links/…} and {@code sign-ins/pending/…}, named by a hash: the names are credentials otherwise. */
public final class BlobSignIns implements SignIns {
    private static final String CONNECTION = "connection";
    private static final String EXPIRES = "expires";

    private final JsonBlobs<Link> links;
    private final JsonBlobs<Pending> pendings;

    public BlobSignIns(StorageClients clients) {
        var json = new Json();
        this.links = new JsonBlobs<>(clients, "sign-ins", Link.class, json);
        this.pendings = new JsonBlobs<>(clients, "sign-ins", Pending.class, json);
    }

    @Override
    public void createLink(Link link) {
        links.create(linkName(link.token()), link, metadata(link.connectionId(), link.expiresAt()));
    }

    @Override
    public Optional<Link> findLink(String token) {
        return links.findReadable(linkName(token));
    }

    @Override
    public void createPending(Pending pending) {
        pendings.create(pendingName(pending.state()), pending, metadata(pending.connectionId(), pending.expiresAt()));
    }

    @Override
    public Optional<Pending> takePending(String state) {
        String name = pendingName(state);
        return pendings.find(name)
                .filter(read -> pendings.deleteVersion(name, read.eTag()))
                .map(Versioned::value);
    }

    @Override
    public void deleteAll(String connectionId) {
        deleteEach(metadata -> connectionId.equals(metadata.plain(CONNECTION)));
    }

    @Override
    public void deleteExpired(Instant now) {
        deleteEach(metadata -> metadata.has(EXPIRES) && !now.isBefore(metadata.time(EXPIRES)));
    }

    /** What strayed there, or lost its metadata, hides none of the others. */
    private void deleteEach(Predicate<Metadata> which) {
        links.visit(
                "",
                items -> items.stream()
                        .filter(item -> isSo(item, which))
                        .map(BlobItem::getName)
                        .forEach(links::delete));
    }

    private static boolean isSo(BlobItem item, Predicate<Metadata> which) {
        try {
            return which.test(Metadata.of(item));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Map<String, String> metadata(String connectionId, Instant expiresAt) {
        return Map.of(CONNECTION, connectionId, EXPIRES, expiresAt.toString());
    }

    private static String linkName(String token) {
        return "links/" + Ids.derivedFrom(token) + ".json";
    }

    private static String pendingName(String state) {
        return "pending/" + Ids.derivedFrom(state) + ".json";
    }
}
