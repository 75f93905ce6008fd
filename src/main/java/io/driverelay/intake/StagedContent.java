package io.driverelay.intake;

import io.driverelay.drive.ItemName;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.SpoiledContent;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Upload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The content of an upload that is not committed yet: whether it is whole, and its fixing. */
public final class StagedContent {
    private static final EventLog EVENTS = new EventLog();
    private static final int SHOWN = 20;
    private static final int OUR_ID_LENGTH = 8;
    private static final String BLOCK_IDS =
            "The id of a block is base64 of its number, from 0, in six digits: MDAwMDAw is the first, MDAwMDAx the second.";

    private final Staging staging;

    public StagedContent(Staging staging) {
        this.staging = staging;
    }

    /** Fixes the content as a snapshot of the declared size and gives its name; refuses what is not whole, and drops what is spoiled. */
    String fix(Upload upload) {
        try {
            return fixed(upload);
        } catch (SpoiledContent e) {
            staging.delete(upload.staged().blob());
            throw new Refused(
                            RefusalCode.INCOMPLETE_CONTENT,
                            "The upload declares " + upload.order().sizeBytes() + " bytes, and what lies in staging "
                                    + e.what()
                                    + ". It was dropped: put the content again, with no headers but those that"
                                    + " came with the staging URL, and commit.")
                    .with("declaredBytes", upload.order().sizeBytes());
        }
    }

    /** What was fixed is not to be sent. A snapshot that stays goes with its content. */
    void unfix(Upload upload, String snapshot) {
        try {
            staging.deleteSnapshot(upload.staged().blob(), snapshot);
        } catch (StorageUnavailable e) {
            EVENTS.write(upload.line(Event.SNAPSHOT_NOT_DELETED));
        }
    }

    private String fixed(Upload upload) {
        String blob = upload.staged().blob();
        Staging.Content content = staging.content(blob).orElseGet(() -> commitBlocks(upload));
        requireSize(upload, content.sizeBytes(), content.eTag());
        Staging.Snapshot snapshot = staging.snapshot(blob).orElseThrow(() -> incomplete(upload, 0));
        if (snapshot.sizeBytes() != upload.order().sizeBytes()) {
            unfix(upload, snapshot.name());
        }
        requireSize(upload, snapshot.sizeBytes(), content.eTag());
        return snapshot.name();
    }

    /** What a look finds in staging. */
    public enum Found {
        /** Nothing, or not all of it. */
        PART,
        /** Every byte, as content or as blocks that nobody committed. */
        WHOLE,
        /** More than was declared. */
        TOO_MUCH,
        /** What can never be used. */
        SPOILED
    }

    /** Changes nothing. */
    public Found look(Upload upload) {
        long declared = upload.order().sizeBytes();
        try {
            return staging.content(upload.staged().blob())
                    .map(content -> compared(content.sizeBytes(), declared))
                    .orElseGet(
                            () -> look(staging.uncommittedBlocks(upload.staged().blob()), declared));
        } catch (SpoiledContent e) {
            return Found.SPOILED;
        }
    }

    /** Blocks under ids of another form may be left from a first try; more than the file once again they are not. */
    private static Found look(List<Staging.Block> all, long declared) {
        List<Staging.Block> ours =
                all.stream().filter(block -> block.number() >= 0).toList();
        Found found = compared(sumOfBlocks(ours), declared);
        if (sumOfBlocks(all) > 2 * declared) {
            return Found.TOO_MUCH;
        }
        return found == Found.WHOLE && (ours.isEmpty() || !missing(ours).isEmpty()) ? Found.PART : found;
    }

    private static Found compared(long stagedBytes, long declared) {
        if (stagedBytes == declared) {
            return Found.WHOLE;
        }
        return stagedBytes > declared ? Found.TOO_MUCH : Found.PART;
    }

    /** Blocks that were put so far under numbers of ours; none once they are content, or where no block can be. */
    public List<Staging.Block> blocks(Upload upload) {
        try {
            return staging.uncommittedBlocks(upload.staged().blob()).stream()
                    .filter(block -> block.number() >= 0)
                    .toList();
        } catch (SpoiledContent e) {
            return List.of();
        }
    }

    private Staging.Content commitBlocks(Upload upload) {
        String blob = upload.staged().blob();
        List<Staging.Block> all = staging.uncommittedBlocks(blob);
        List<Staging.Block> blocks =
                all.stream().filter(block -> block.number() >= 0).toList();
        if (all.isEmpty() && upload.order().sizeBytes() == 0) {
            // an empty file has no block to put
            staging.put(blob, new byte[0]);
            return staging.content(blob).orElseThrow(() -> incomplete(upload, 0));
        }
        requireWhole(upload, blocks, all);
        staging.commitBlocks(blob, blocks.size());
        return staging.content(blob).orElseThrow(() -> incomplete(upload, 0));
    }

    private void requireWhole(Upload upload, List<Staging.Block> blocks, List<Staging.Block> all) {
        List<Integer> missing = missing(blocks);
        if (!blocks.isEmpty()
                && missing.isEmpty()
                && sumOfBlocks(blocks) == upload.order().sizeBytes()) {
            return;
        }
        List<String> foreign = all.stream()
                .map(Staging.Block::foreignId)
                .filter(Objects::nonNull)
                .limit(SHOWN)
                .toList();
        String why = !foreign.isEmpty()
                ? " Blocks lie there under ids of another form, which are not read: \""
                        + ItemName.shown(foreign.get(0), 80) + "\" is the first of them. " + BLOCK_IDS
                : missing.contains(0)
                        ? " Block 0 is missing: the first block is 0, not 1. " + BLOCK_IDS
                        : missing.isEmpty() ? "" : " Missing blocks: " + shown(missing) + ".";
        boolean hopeless = sumOfBlocks(blocks) > upload.order().sizeBytes() || takesNoMore(blocks, all);
        if (hopeless) {
            staging.delete(upload.staged().blob());
            why += " What was staged could never become this file and was dropped: put all of it again.";
        }
        throw incomplete(upload, sumOfBlocks(blocks), why)
                .with("missingBlocks", missing.isEmpty() || hopeless ? null : missing)
                .with("foreignBlocks", foreign.isEmpty() ? null : foreign.size());
    }

    /** Storage takes no block beside those whose ids have another length. */
    private static boolean takesNoMore(List<Staging.Block> ours, List<Staging.Block> all) {
        return ours.isEmpty()
                && all.stream().anyMatch(block -> block.foreignId().length() != OUR_ID_LENGTH);
    }

    /** Content of another size is dropped, so that its URL works again. */
    private void requireSize(Upload upload, long foundBytes, String eTag) {
        if (foundBytes != upload.order().sizeBytes()) {
            staging.deleteIfUnchanged(upload.staged().blob(), eTag);
            throw incomplete(upload, foundBytes, " What was staged was dropped.");
        }
    }

    private static List<Integer> missing(List<Staging.Block> blocks) {
        Set<Integer> there = blocks.stream().map(Staging.Block::number).collect(Collectors.toCollection(HashSet::new));
        int last = there.stream().mapToInt(Integer::intValue).max().orElse(-1);
        List<Integer> missing = new ArrayList<>();
        for (int number = 0; number <= last && missing.size() < SHOWN; number++) {
            if (!there.contains(number)) {
                missing.add(number);
            }
        }
        return missing;
    }

    private static String shown(List<Integer> numbers) {
        return numbers.stream().limit(10).map(String::valueOf).collect(Collectors.joining(", "))
                + (numbers.size() > 10 ? " and more" : "");
    }

    private static long sumOfBlocks(List<Staging.Block> blocks) {
        return blocks.stream().mapToLong(Staging.Block::sizeBytes).sum();
    }

    private static Refused incomplete(Upload upload, long stagedBytes) {
        return incomplete(upload, stagedBytes, "");
    }

    private static Refused incomplete(Upload upload, long stagedBytes, String why) {
        return new Refused(
                        RefusalCode.INCOMPLETE_CONTENT,
                        "The upload declares " + upload.order().sizeBytes() + " bytes and " + stagedBytes
                                + " are staged. Put the whole content to the staging URL, then commit again." + why)
                .with("declaredBytes", upload.order().sizeBytes())
                .with("stagedBytes", stagedBytes);
    }
}
