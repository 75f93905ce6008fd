package io.driverelay.function;

import io.driverelay.intake.Opened;
import io.driverelay.upload.DeliveredItem;
import io.driverelay.upload.Order;
import io.driverelay.upload.Staging;
import io.driverelay.upload.StagingUrl;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.Upload;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Uploads as the interface shows them: never the record itself, which holds credentials. */
final class UploadViews {
    private static final long BLOCK_BYTES = 8L << 20;
    private static final long BLOCKS = 50_000;
    private static final int BLOCKS_SHOWN = 1_000;
    private static final String ABANDONED =
            "The instance that carried it has stopped half way. Another goes on with it by itself, within ten minutes.";

    private final Clock clock;

    UploadViews(Clock clock) {
        this.clock = clock;
    }

    Map<String, Object> of(Upload upload) {
        Map<String, Object> view = new LinkedHashMap<>();
        Instant now = clock.instant();
        boolean relaying = upload.isRelayingAt(now);
        view.put("id", upload.id());
        view.put("connectionId", upload.order().connectionId());
        view.put("kind", upload.order().kind());
        view.put("fileName", upload.order().askedName());
        view.put("destinationFolder", upload.order().destinationFolder());
        view.put("sizeBytes", upload.order().sizeBytes());
        view.put("deliveredBytes", upload.deliveredBytes());
        view.put("state", relaying ? "relaying" : upload.state());
        putIfAny(view, "reason", upload.standing().reason());
        putIfAny(
                view,
                "detail",
                upload.isAbandonedAt(now) ? ABANDONED : upload.standing().detail());
        if (upload.standing().cancelRequested() && !upload.isEnded()) {
            view.put("cancelRequested", true);
        }
        if (relaying) {
            view.put("claimedUntil", upload.standing().claim().until());
        }
        putIfAny(view, "nextAttemptAt", relaying ? null : upload.standing().nextAttemptAt(now));
        view.put("openedAt", upload.times().openedAt());
        putIfAny(view, "committedAt", upload.times().committedAt());
        putIfAny(view, "endedAt", upload.times().endedAt());
        if (relaying && upload.checkpoint() != null && upload.checkpoint().bytesPerSecond() > 0) {
            view.put("bytesPerSecond", upload.checkpoint().bytesPerSecond());
        }
        putIfAny(view, "item", item(upload));
        return view;
    }

    /**
     * @param blocks in the order of their numbers
     * @param from the number of the first that is shown; where there are more than a thousand, the answer says where to go on
     */
    Map<String, Object> withBlocks(Upload upload, List<Staging.Block> blocks, int from) {
        Map<String, Object> view = of(upload);
        List<Staging.Block> rest =
                blocks.stream().filter(block -> block.number() >= from).toList();
        view.put(
                "stagedBlocks",
                rest.stream().limit(BLOCKS_SHOWN).map(UploadViews::block).toList());
        if (rest.size() > BLOCKS_SHOWN) {
            view.put("nextBlocksFrom", rest.get(BLOCKS_SHOWN).number());
        }
        return view;
    }

    private static Map<String, Object> block(Staging.Block block) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("number", block.number());
        view.put("sizeBytes", block.sizeBytes());
        return view;
    }

    Map<String, Object> opened(Opened opened) {
        Map<String, Object> view = of(opened.upload());
        if (opened.staging() != null) {
            view.put("staging", staging(opened.staging(), opened.upload().order()));
        }
        view.put("commitUrl", path(opened.upload()) + "/commit");
        return view;
    }

    /** Below the app's own address. */
    static String path(Upload upload) {
        return "/api/connections/" + upload.order().connectionId() + "/uploads/" + upload.id();
    }

    private static Map<String, Object> staging(StagingUrl url, Order order) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("url", url.url());
        view.put("headers", url.headers());
        view.put("expiresAt", url.expiresAt());
        view.put("blockBytes", blockBytes(order.sizeBytes()));
        if (order.transfer() == Transfer.BLOCKS) {
            view.put("firstBlockId", "MDAwMDAw");
            view.put("blockIds", "base64 of the block's number, counted from 0, in six digits");
        }
        return view;
    }

    /** 8 MiB, or as much more as fifty thousand blocks need; whole MiB. */
    private static long blockBytes(long sizeBytes) {
        long mebibyte = 1L << 20;
        long needed = (sizeBytes + BLOCKS - 1) / BLOCKS;
        return Math.max(BLOCK_BYTES, (needed + mebibyte - 1) / mebibyte * mebibyte);
    }

    private static Map<String, Object> item(Upload upload) {
        DeliveredItem item = upload.item();
        if (item == null || item.verifiedBy() == null) {
            return null;
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", item.id());
        view.put("name", item.name());
        view.put("sizeBytes", item.sizeBytes());
        view.put("quickXorHash", item.quickXorHash());
        view.put("webUrl", item.webUrl());
        view.put("verifiedBy", item.verifiedBy());
        return view;
    }

    private static void putIfAny(Map<String, Object> view, String name, Object value) {
        if (value != null && !Instant.MIN.equals(value)) {
            view.put(name, value);
        }
    }
}
