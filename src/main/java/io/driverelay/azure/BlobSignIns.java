package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.connection.SignIns;
import io.driverelay.store.Abreast;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sign-in links as blobs {@code sign-ins/links/<id>.json}, a connection's always of the same name. */
public final class BlobSignIns implements SignIns {
    private static final EventLog EVENTS = new EventLog();
    private static final String EXPIRES = "expires";

    /** No link lives so long: what lost its metadata is over by then. */
    private static final Duration LONGEST = Duration.ofDays(8);

    /** Dropped at a time; the others wait for the next. */
    private static final int MOST = 500;

    private static final int AT_ONCE = 16;

    private final JsonBlobs<Link> links;

    public BlobSignIns(StorageClients clients) {
        this.links = new JsonBlobs<>(clients, "sign-ins", Link.class, new Json());
    }

    @Override
    public void put(Link link) {
        links.store(name(link.id()), link, metadata(link));
    }

    @Override
    public Optional<Versioned<Link>> find(String linkId) {
        try {
            return links.find(name(linkId));
        } catch (UnreadableRecord e) {
            // as good as revoked: the operator makes another
            EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, e.record()));
            return Optional.empty();
        }
    }

    @Override
    public void replace(Versioned<Link> changed) {
        links.replace(name(changed.value().id()), changed, metadata(changed.value()));
    }

    @Override
    public void delete(Versioned<Link> read) {
        String name = name(read.value().id());
        if (!links.deleteVersion(name, read.eTag()) && links.isThere(name)) {
            throw new ChangedMeanwhile(name);
        }
    }

    @Override
    public void delete(String linkId) {
        links.delete(name(linkId));
    }

    /** Also what earlier versions of the relay left there. */
    @Override
    public void deleteExpired(Instant now) {
        List<String> over = new ArrayList<>();
        links.visit(
                "",
                items -> items.stream()
                        .filter(item -> isOver(item, now))
                        .limit(MOST - over.size())
                        .map(BlobItem::getName)
                        .forEach(over::add));
        Abreast.each(AT_ONCE, over, this::drop);
    }

    private static boolean isOver(BlobItem item, Instant now) {
        try {
            Metadata metadata = Metadata.of(item);
            return metadata.has(EXPIRES) ? !now.isBefore(metadata.time(EXPIRES)) : isOld(item, now);
        } catch (DateTimeException e) {
            return isOld(item, now);
        }
    }

    private static boolean isOld(BlobItem item, Instant now) {
        return item.getProperties().getLastModified().toInstant().plus(LONGEST).isBefore(now);
    }

    private void drop(String name) {
        try {
            links.delete(name);
        } catch (StorageUnavailable | ChangedMeanwhile e) {
            EVENTS.write(Event.SIGN_IN_LINK_NOT_DROPPED.line().with(Text.RECORD, links.place(name)));
        }
    }

    private static Map<String, String> metadata(Link link) {
        return Map.of(EXPIRES, link.overAt().toString());
    }

    private static String name(String linkId) {
        return "links/" + linkId + ".json";
    }
}
