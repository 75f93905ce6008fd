package io.driverelay.model;

import io.driverelay.drive.ByteRange;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.NewFile;
import io.driverelay.drive.UploadSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One person's OneDrive: a tree of items, and the sessions under way. Whoever breaks its protocol is written down. */
final class ModelDrive {
    private static final Duration SESSION_LIVES = Duration.ofDays(2);
    private static final String APP_FOLDER = "app-folder";

    final String id;
    private final ModelClock clock;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final boolean givesHashes;
    private long lastId;
    private long capacityBytes = 100L << 20;
    private Instant notBefore = Instant.MIN;
    // of the last pause: how deep the run was that was told, what had been done to the instances until then, whether it
    // need not be kept
    int throttledAtDepth;
    int injectedBefore;
    boolean excused;

    /**
     * A file or folder.
     *
     * @param content null for a folder
     * @param created stays when another content comes
     * @param time as its sender says
     */
    record Node(
            String id,
            String parent,
            String name,
            Bytes content,
            boolean flipped,
            String eTag,
            Instant created,
            Instant time,
            String description) {
        boolean isFolder() {
            return content == null;
        }
    }

    /** What came in through a session so far: parts that follow one another. */
    static final class Session {
        final NewFile file;
        Instant expiresAt;
        Bytes taken = Bytes.of(new byte[0]);

        Session(NewFile file, Instant expiresAt) {
            this.file = file;
            this.expiresAt = expiresAt;
        }
    }

    ModelDrive(String id, ModelClock clock, boolean givesHashes) {
        this.id = id;
        this.clock = clock;
        this.givesHashes = givesHashes;
        nodes.put(
                APP_FOLDER,
                new Node(APP_FOLDER, null, "Drive Relay", null, false, "e0", clock.trueTime(), clock.trueTime(), null));
    }

    synchronized Node appFolder() {
        return nodes.get(APP_FOLDER);
    }

    synchronized Optional<Node> node(String itemId) {
        return Optional.ofNullable(nodes.get(itemId));
    }

    synchronized Optional<Node> child(String parent, String name) {
        return nodes.values().stream()
                .filter(node ->
                        parent.equals(node.parent()) && fold(node.name()).equals(fold(name)))
                .findFirst();
    }

    synchronized Node createFolder(String parent, String name) {
        requireFolder(parent);
        if (child(parent, name).isPresent()) {
            throw taken();
        }
        return put(new Node(nextId(), parent, name, null, false, nextId(), clock.trueTime(), clock.trueTime(), null));
    }

    /** Lays a file, over what is there if it may. The item keeps its id then, as OneDrive's does. */
    synchronized Node lay(NewFile file, Bytes content, boolean flipped) {
        requireFolder(file.folderId());
        Optional<Node> there = child(file.folderId(), file.name());
        if (there.isPresent() && (!file.replace() || there.get().isFolder())) {
            throw taken();
        }
        requireRoom(content.length()
                - there.map(node -> (long) node.content().length()).orElse(0L));
        String itemId = there.map(Node::id).orElseGet(this::nextId);
        Instant time = file.lastModified() == null ? clock.trueTime() : file.lastModified();
        Instant created = there.map(Node::created).orElseGet(clock::trueTime);
        return put(new Node(itemId, file.folderId(), file.name(), content, flipped, nextId(), created, time, null));
    }

    synchronized UploadSession openSession(NewFile file) {
        requireFolder(file.folderId());
        requireRoom(file.sizeBytes());
        if (!file.replace() && child(file.folderId(), file.name()).isPresent()) {
            throw taken();
        }
        String url = "https://session.invalid/" + nextId();
        var session = new Session(file, clock.trueTime().plus(SESSION_LIVES));
        sessions.put(url, session);
        return new UploadSession(url, session.expiresAt);
    }

    synchronized Session session(UploadSession known) {
        Session session = sessions.get(known.uploadUrl());
        if (session == null || !clock.trueTime().isBefore(session.expiresAt)) {
            throw new DriveFault(DriveFault.Kind.SESSION_GONE, "there is no such session");
        }
        return session;
    }

    synchronized void end(UploadSession session) {
        sessions.remove(session.uploadUrl());
    }

    synchronized List<Node> children(String folderId) {
        requireFolder(folderId);
        return nodes.values().stream()
                .filter(node -> folderId.equals(node.parent()))
                .toList();
    }

    synchronized byte[] contentOf(String itemId, ByteRange range) {
        Node file = nodes.get(itemId);
        if (file == null || file.isFolder()) {
            throw new DriveFault(DriveFault.Kind.NOT_FOUND, "there is no such file");
        }
        byte[] first = file.content()
                .first((int) Math.min(range.end(), file.content().length()))
                .copy();
        return Arrays.copyOfRange(first, (int) Math.min(range.first(), first.length), first.length);
    }

    synchronized Node rename(String itemId, String name) {
        Node at = nodes.get(itemId);
        if (at == null) {
            throw new DriveFault(DriveFault.Kind.NOT_FOUND, "there is no such item");
        }
        if (child(at.parent(), name).filter(there -> !there.id().equals(itemId)).isPresent()) {
            throw taken();
        }
        return put(new Node(
                at.id(),
                at.parent(),
                name,
                at.content(),
                at.flipped(),
                nextId(),
                at.created(),
                at.time(),
                at.description()));
    }

    synchronized Node describe(String itemId, String description, String eTag) {
        Node at = nodes.get(itemId);
        if (at == null) {
            throw new DriveFault(DriveFault.Kind.NOT_FOUND, "there is no such item");
        }
        if (!at.eTag().equals(eTag)) {
            throw new DriveFault(DriveFault.Kind.CHANGED, "another eTag");
        }
        return put(new Node(
                at.id(),
                at.parent(),
                at.name(),
                at.content(),
                at.flipped(),
                nextId(),
                at.created(),
                at.time(),
                description));
    }

    synchronized void delete(String itemId, String eTag) {
        Node there = nodes.get(itemId);
        if (there != null && !there.eTag().equals(eTag)) {
            throw new DriveFault(DriveFault.Kind.CHANGED, "another eTag");
        }
        nodes.remove(itemId);
    }

    synchronized void requireRoom(long moreBytes) {
        if (moreBytes > remainingBytes()) {
            throw new DriveFault(DriveFault.Kind.NO_SPACE, "the drive is full");
        }
    }

    synchronized long usedBytes() {
        return nodes.values().stream()
                .filter(node -> !node.isFolder())
                .mapToLong(node -> node.content().length())
                .sum();
    }

    synchronized long remainingBytes() {
        return capacityBytes - usedBytes();
    }

    synchronized long capacityBytes() {
        return capacityBytes;
    }

    /** The owner fills it to the brim, or makes room. */
    synchronized void full(boolean yes) {
        capacityBytes = yes ? usedBytes() : 100L << 20;
    }

    synchronized void throttle(Duration pause) {
        Instant until = clock.trueTime().plus(pause);
        notBefore = until.isAfter(notBefore) ? until : notBefore;
    }

    synchronized boolean isThrottled() {
        return clock.trueTime().isBefore(notBefore);
    }

    synchronized Duration pauseLeft() {
        return Duration.between(clock.trueTime(), notBefore);
    }

    synchronized List<Node> files() {
        return nodes.values().stream().filter(node -> !node.isFolder()).toList();
    }

    DriveItem item(Node node, boolean withHash) {
        String hash = node.isFolder() || !givesHashes || !withHash ? null : hash(node);
        long size = node.isFolder() ? 0 : node.content().length();
        return new DriveItem(
                node.id(),
                node.eTag(),
                node.name(),
                size,
                hash,
                null,
                node.created(),
                node.time(),
                null,
                node.description(),
                node.isFolder());
    }

    boolean givesHashes() {
        return givesHashes;
    }

    private static String hash(Node node) {
        String whole = node.content().hash();
        return node.flipped() ? new StringBuilder(whole).reverse().toString() : whole;
    }

    private void requireFolder(String parent) {
        Node folder = nodes.get(parent);
        if (folder == null || !folder.isFolder()) {
            throw new DriveFault(DriveFault.Kind.NOT_FOUND, "there is no such folder");
        }
    }

    private Node put(Node node) {
        nodes.put(node.id(), node);
        return node;
    }

    private String nextId() {
        return id + "!" + ++lastId;
    }

    private static DriveFault taken() {
        return new DriveFault(DriveFault.Kind.NAME_TAKEN, "the name is taken");
    }

    private static String fold(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
