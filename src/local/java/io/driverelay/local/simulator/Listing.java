package io.driverelay.local.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Items as an answer shows them by themselves or in their folder: each file with an address for its content. */
final class Listing {
    private static final int USUAL_PAGE = 200;
    private static final int LARGEST_PAGE = 999;
    private static final Comparator<Item> BY_NAME = Comparator.comparing(Listing::key);

    private final OneDriveAccount account;
    private final ItemViews views;
    private final String origin;

    Listing(OneDriveAccount account, String origin) {
        this.account = account;
        this.views = new ItemViews(account);
        this.origin = origin;
    }

    /** By name; a page goes on behind the last name of the one before, whatever came or went meanwhile. */
    Reply page(Call call, Item folder) {
        Target.requireFolder(account, folder);
        String after = after(call.query().get("$skiptoken"));
        int asked = top(call.query().get("$top"));
        List<Item> rest = account.childrenOf(folder.id).stream()
                .filter(item -> key(item).compareTo(after) > 0)
                .sorted(BY_NAME)
                .toList();
        List<Item> page = rest.subList(0, Math.min(rest.size(), Math.min(asked, account.behaviours().largestPage)));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("value", page.stream().map(this::shown).toList());
        if (page.size() < rest.size()) {
            String next = "?$top=" + asked + "&$skiptoken=" + token(key(page.get(page.size() - 1)));
            view.put("@odata.nextLink", origin + call.rawPath() + next);
        }
        return Reply.json(200, view);
    }

    Map<String, Object> shown(Item item) {
        Map<String, Object> view = views.item(item);
        if (!item.folder) {
            view.put("@microsoft.graph.downloadUrl", downloadUrl(item));
        }
        view.keySet().removeAll(account.behaviours().itemsWithout);
        return view;
    }

    String downloadUrl(Item item) {
        return origin + DownloadHost.address(account, item);
    }

    private static int top(String asked) {
        if (asked == null) {
            return USUAL_PAGE;
        }
        if (!asked.matches("[0-9]{1,4}") || Integer.parseInt(asked) < 1 || Integer.parseInt(asked) > LARGEST_PAGE) {
            throw new GraphError(400, "invalidRequest", "Invalid value for $top");
        }
        return Integer.parseInt(asked);
    }

    private static String after(String token) {
        try {
            return token == null ? "" : new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new GraphError(400, "invalidRequest", "The skip token is not one of this service");
        }
    }

    private static String token(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String key(Item item) {
        return item.name.toLowerCase(Locale.ROOT);
    }
}
