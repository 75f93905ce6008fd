package io.driverelay.connection;

import io.driverelay.store.Ids;
import io.driverelay.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sign-in links, one a connection, each with the consents under way that were begun with it. Of credentials only hashes are kept. Every call
 * may throw {@link io.driverelay.store.StorageUnavailable}.
 */
public interface SignIns {
    /**
     * A random link for one connection. Its token, and each state, begins with the id, which is no secret, and a dot.
     *
     * @param id the same for each of a connection's links
     * @param consents newest last
     */
    record Link(String id, String connectionId, String tokenHash, Instant expiresAt, List<Consent> consents) {
        /** Whoever opened it last can end it, and who came before them: a program that previews links opens one, and never ends it. */
        private static final int MOST_CONSENTS = 3;

        public Link {
            consents = consents == null ? List.of() : List.copyOf(consents);
        }

        /** @param token begins with {@link #idOf} the connection and a dot */
        public static Link of(String token, String connectionId, Instant expiresAt) {
            return new Link(idOf(connectionId), connectionId, Secrets.sha256(token), expiresAt, List.of());
        }

        /** Tells nothing of the connection. */
        public static String idOf(String connectionId) {
            return Ids.derivedFrom("sign-in", connectionId);
        }

        /** The id that a token or a state begins with; one that no link has for what is none. */
        static String idIn(String credential) {
            String id = credential.split("\\.", 2)[0];
            return Ids.isId(id) ? id : "none";
        }

        boolean isOf(String token) {
            return Secrets.same(tokenHash, Secrets.sha256(token));
        }

        Link with(Consent begun) {
            List<Consent> all =
                    Stream.concat(consents.stream(), Stream.of(begun)).toList();
            return new Link(
                    id,
                    connectionId,
                    tokenHash,
                    expiresAt,
                    all.subList(Math.max(0, all.size() - MOST_CONSENTS), all.size()));
        }

        Link without(Consent ended) {
            return new Link(
                    id,
                    connectionId,
                    tokenHash,
                    expiresAt,
                    consents.stream().filter(consent -> !consent.equals(ended)).toList());
        }

        /** When nothing can be done with it any more. */
        public Instant overAt() {
            return Stream.concat(Stream.of(expiresAt), consents.stream().map(Consent::expiresAt))
                    .max(Instant::compareTo)
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return "Link[" + connectionId + "]";
        }
    }

    /**
     * A consent under way.
     *
     * @param cookieHash of what the browser that began it holds
     * @param codeVerifier of no use without the code, which comes to that browser alone
     */
    record Consent(String stateHash, String cookieHash, String codeVerifier, Instant expiresAt) {
        @Override
        public String toString() {
            return "Consent[expiresAt=" + expiresAt + "]";
        }
    }

    /** In place of the connection's earlier one, with which nothing can be begun or ended any more. */
    void put(Link link);

    Optional<Versioned<Link>> find(String linkId);

    /** @throws io.driverelay.store.ChangedMeanwhile when it was written or deleted since it was read */
    void replace(Versioned<Link> changed);

    /**
     * Exactly what was read; gone already is fine.
     *
     * @throws io.driverelay.store.ChangedMeanwhile when it was written since
     */
    void delete(Versioned<Link> read);

    /** Whatever is there; gone already is fine. */
    void delete(String linkId);

    /** Drops what is over, a bounded number at a time; what cannot be read or dropped hides none of the others. */
    void deleteExpired(Instant now);
}
