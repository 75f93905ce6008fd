package io.driverelay.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Page;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * {@code limit} and {@code cursor} of a list; the cursor is what the page before gave as {@code next}.
 *
 * @param list whose cursors are taken, and no other's
 */
record Paging(int limit, Optional<String> cursor, String list) {
    private static final int DEFAULT = 50;
    private static final int MOST = 200;

    /** @param others the list's own parameters, beside these two */
    static Paging of(HttpRequestMessage<?> request, String... others) {
        List<String> known =
                Stream.concat(Stream.of("limit", "cursor"), Stream.of(others)).toList();
        Door.requireKnownQuery(request, known);
        String limit = Door.query(request, "limit").orElse(Integer.toString(DEFAULT));
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw new Refused(RefusalCode.INVALID_REQUEST, "limit must be a number from 1 to " + MOST + ".");
        }
        return new Paging(
                Integer.parseInt(limit),
                Door.query(request, "cursor"),
                request.getUri().getPath());
    }

    /**
     * A page of a list that pages by itself.
     *
     * @param list takes where the page before ended, or null; throws {@link IllegalArgumentException} for what it never gave
     */
    <R> R read(Function<String, R> list) {
        try {
            return list.apply(cursor.map(this::decoded).orElse(null));
        } catch (IllegalArgumentException e) {
            throw unknownCursor();
        }
    }

    /** A page as it was read. */
    <T> Map<String, Object> shown(Page<T> page, Function<T, ?> view) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("items", page.items().stream().map(view).toList());
        shown.put("next", page.next() == null ? null : encoded(page.next()));
        return shown;
    }

    /** The page of a list that is sorted as it is shown. */
    <T> Map<String, Object> page(List<T> all, Function<T, String> id) {
        int from = cursor.map(last -> after(all, id, last)).orElse(0);
        List<T> items = all.subList(from, Math.min(all.size(), from + limit));
        boolean more = from + items.size() < all.size();
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", items);
        page.put("next", more ? id.apply(items.get(items.size() - 1)) : null);
        return page;
    }

    private static <T> int after(List<T> all, Function<T, String> id, String last) {
        for (int i = 0; i < all.size(); i++) {
            if (id.apply(all.get(i)).equals(last)) {
                return i + 1;
            }
        }
        throw unknownCursor();
    }

    /** What storage calls a place may hold anything, and storage takes anything for a place: it is told apart from what it never gave. */
    private String encoded(String next) {
        byte[] place = next.getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(Integer.BYTES + place.length)
                .putInt(checksum(place))
                .put(place)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    private String decoded(String text) {
        ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        if (all.remaining() < Integer.BYTES) {
            throw unknownCursor();
        }
        int checksum = all.getInt();
        byte[] place = new byte[all.remaining()];
        all.get(place);
        if (checksum != checksum(place)) {
            throw unknownCursor();
        }
        return new String(place, StandardCharsets.UTF_8);
    }

    private int checksum(byte[] place) {
        var checksum = new CRC32();
        checksum.update(list.getBytes(StandardCharsets.UTF_8));
        checksum.update(place);
        return (int) checksum.getValue();
    }

    private static Refused unknownCursor() {
        return new Refused(RefusalCode.INVALID_REQUEST, "cursor is none that this list gave; begin without one.");
    }
}
