package io.driverelay.local.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One person's drive: its items, sessions and quota, on disk at every moment. */
public final class OneDriveAccount {
    private final String person;
    private final Path folder;
    private final String appFolderName;
    private final SimulatedWorld common;
    private final Tree tree;
    private volatile Behaviours behaviours = new Behaviours();

    OneDriveAccount(String person, Path folder, String appFolderName, SimulatedWorld common) throws IOException {
        this.person = person;
        this.folder = folder;
        this.appFolderName = appFolderName;
        this.common = common;
        Files.createDirectories(folder.resolve("content"));
        Files.createDirectories(folder.resolve("sessions"));
        this.tree = Stored.read(folder.resolve("drive.json"), Tree.class, this::emptyTree);
    }

    public String person() {
        return person;
    }

    /** What it does otherwise than documented; nothing, at first. */
    public Behaviours behaviours() {
        return behaviours;
    }

    /** From now on it does these, and nothing else, otherwise. */
    public void behave(Behaviours otherwise) {
        behaviours = otherwise;
    }

    public String driveId() {
        return tree.driveId;
    }

    /** @param usedByOthers what lies on the drive besides the files that were sent here */
    public synchronized void setQuota(long totalBytes, long usedByOthers) {
        tree.totalBytes = totalBytes;
        tree.othersBytes = usedByOthers;
        save();
    }

    /** Bytes of fragments that arrived. */
    public synchronized long bytesReceived() {
        return tree.receivedBytes;
    }

    /** Those of them that the drive had already. */
    public synchronized long bytesReceivedTwice() {
        return tree.receivedTwiceBytes;
    }

    /** The file at a path below the app folder. */
    public synchronized Optional<Path> contentOf(String path) {
        return Optional.ofNullable(tree.appRootId)
                .flatMap(root -> find(tree.items.get(root), path))
                .map(item -> content(item.id));
    }

    /** The names in a folder below the app folder; empty for the app folder itself. */
    public synchronized List<String> namesIn(String path) {
        Item at = path.isEmpty() ? appRoot() : find(appRoot(), path).orElseThrow(GraphError::notFound);
        return childrenOf(at.id).stream().map(item -> item.name).toList();
    }

    /** As its owner moves or renames a file or folder in OneDrive; the folders of the new path must be there. Its id stays. */
    public synchronized void move(String path, String newPath) {
        Item moved = find(appRoot(), path).orElseThrow(GraphError::notFound);
        int slash = newPath.lastIndexOf('/');
        moved.parentId = slash < 0 ? appRoot().id : idOf(newPath.substring(0, slash));
        moved.name = newPath.substring(slash + 1);
        moved.changed(now());
        save();
    }

    Instant now() {
        return common.clocks().now(person);
    }

    /** How often a file below the app folder was written or changed, from 1; of its eTag the last number. */
    public synchronized int versionOf(String path) {
        return find(appRoot(), path).orElseThrow(GraphError::notFound).version;
    }

    public synchronized String idOf(String path) {
        return find(appRoot(), path).orElseThrow(GraphError::notFound).id;
    }

    /** {@code fileSystemInfo.lastModifiedDateTime} as it is kept. */
    public synchronized Instant timeOf(String path) {
        return find(appRoot(), path).orElseThrow(GraphError::notFound).fileModified;
    }

    /** Every call of this person's so far, as {@code "PUT /up/…"}: to Graph, to the upload and download hosts, and for tokens. */
    public List<String> calls() {
        return common.calls().of(person);
    }

    /** The calls after the first so many. */
    public List<String> callsSince(int mark) {
        List<String> all = calls();
        return all.subList(mark, all.size());
    }

    /** Upload sessions that are open. */
    public synchronized int openSessions() {
        return tree.sessions.size();
    }

    synchronized Map<String, Object> quota() {
        return new ItemViews(this).quota();
    }

    synchronized Tree tree() {
        return tree;
    }

    synchronized Item appRoot() {
        if (tree.appRootId == null) {
            Item apps = add(tree.rootId, "Apps", true);
            tree.appRootId = add(apps.id, appFolderName, true).id;
            save();
        }
        return tree.items.get(tree.appRootId);
    }

    synchronized Optional<Item> item(String id) {
        return Optional.ofNullable(tree.items.get(id));
    }

    synchronized List<Item> childrenOf(String id) {
        return tree.items.values().stream()
                .filter(item -> id.equals(item.parentId))
                .toList();
    }

    synchronized Optional<Item> child(String parentId, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return childrenOf(parentId).stream()
                .filter(item -> item.name.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    synchronized Optional<Item> find(Item from, String path) {
        Optional<Item> at = Optional.of(from);
        for (String name : path.split("/", -1)) {
            at = at.flatMap(item -> child(item.id, name));
        }
        return at;
    }

    synchronized Item add(String parentId, String name, boolean isFolder) {
        var item = new Item();
        item.id = tree.driveId + "!s" + UUID.randomUUID().toString().replace("-", "");
        item.parentId = parentId;
        item.name = name;
        item.folder = isFolder;
        item.created = now();
        item.modified = item.created;
        item.fileModified = item.created;
        tree.items.put(item.id, item);
        return item;
    }

    /** Into the recycle bin, where it still counts. */
    synchronized void remove(Item item) {
        childrenOf(item.id).forEach(this::remove);
        tree.deletedBytes += item.size;
        forget(item);
    }

    /** Past the recycle bin: it counts no more. */
    synchronized void removeForGood(Item item) {
        childrenOf(item.id).forEach(this::removeForGood);
        forget(item);
    }

    private void forget(Item item) {
        tree.items.remove(item.id);
        deleteFile(content(item.id));
        save();
    }

    /** With what lies in the recycle bin. */
    public synchronized long usedBytes() {
        return tree.othersBytes
                + tree.deletedBytes
                + tree.items.values().stream().mapToLong(item -> item.size).sum();
    }

    synchronized void save() {
        Stored.write(folder.resolve("drive.json"), tree);
    }

    Path content(String itemId) {
        return folder.resolve("content").resolve(itemId.replace('!', '_'));
    }

    Path sessionFile(String sessionId) {
        return folder.resolve("sessions").resolve(sessionId);
    }

    static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tree emptyTree() {
        var empty = new Tree();
        empty.driveId = "0"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 15).toUpperCase(Locale.ROOT);
        var root = new Item();
        root.id = empty.driveId + "!root";
        root.name = "root";
        root.folder = true;
        root.created = now();
        root.modified = root.created;
        root.fileModified = root.created;
        empty.rootId = root.id;
        empty.items.put(root.id, root);
        return empty;
    }
}
