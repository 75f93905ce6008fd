package io.driverelay.kills;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What lies on the drives beside what was sent. */
final class Comparison {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    List<String> lost() {
        return lost;
    }

    /** Items that nobody sent, files written more often than sent, records beyond one an upload. */
    List<String> doubled() {
        return doubled;
    }

    /** Files of other bytes than their newest upload. */
    List<String> wrong() {
        return wrong;
    }

    /** @param lot its senders in the order of their commits */
    void ofLot(List<Sender> lot) throws IOException {
        Sender newest = lot.get(lot.size() - 1);
        for (Sender sender : lot) {
            boolean comeOver = sender != newest && sender.standing().equals("failed superseded");
            if (!sender.standing().equals("delivered") && !comeOver) {
                lost.add(sender.cargo().fileName() + " is " + sender.standing());
            }
        }
        ofContent(newest, lot.stream().mapToInt(Comparison::versions).sum());
        if (newest.cargo().backup()) {
            ofMetadata(newest);
        }
    }

    /** @param cargos all that this home sent */
    void ofHome(Home home, Set<Cargo> cargos) throws InterruptedException {
        Set<String> sent = new HashSet<>();
        for (Cargo cargo : cargos) {
            sent.add(home.path(cargo, cargo.fileName()));
            if (cargo.backup()) {
                sent.add(home.path(cargo, cargo.metadataName()));
            }
        }
        List<String> there = new ArrayList<>(home.drive().namesIn(""));
        there.remove(home.folder());
        home.drive().namesIn(home.folder()).forEach(name -> there.add(home.folder() + "/" + name));
        there.stream().filter(name -> !sent.contains(name)).forEach(name -> doubled.add("nobody sent " + name));
        int records = home.uploads().path("items").size();
        if (records != cargos.size()) {
            doubled.add(cargos.size() + " uploads left " + records + " records");
        }
    }

    private void ofContent(Sender newest, int versions) throws IOException {
        Cargo cargo = newest.cargo();
        String path = newest.home().path(cargo, cargo.fileName());
        Optional<Path> there = newest.home().drive().contentOf(path);
        if (there.isEmpty()) {
            lost.add(path + " is not on the drive, and its upload " + newest.standing());
            return;
        }
        try (InputStream content = Files.newInputStream(there.get());
                InputStream sent = cargo.open()) {
            if (!isSame(content, sent)) {
                wrong.add(path + " differs");
            }
        }
        int found = newest.home().drive().versionOf(path) - 1;
        if (found > versions) {
            doubled.add(path + " was written again: " + found + " versions instead of " + versions);
        }
    }

    /** A session's end makes one; an empty file is put, and then gets its time. */
    private static int versions(Sender sender) {
        return sender.cargo().sizeBytes() == 0 ? 2 : 1;
    }

    private void ofMetadata(Sender backup) throws IOException {
        Cargo cargo = backup.cargo();
        String path = backup.home().path(cargo, cargo.metadataName());
        Optional<Path> there = backup.home().drive().contentOf(path);
        if (there.isEmpty()) {
            lost.add(path + " is not on the drive");
        } else if (!MAPPER.readTree(there.get().toFile()).equals(MAPPER.readTree(cargo.metadata()))) {
            wrong.add(path + " differs");
        }
    }

    private static boolean isSame(InputStream one, InputStream other) throws IOException {
        byte[] ones = new byte[1 << 20];
        byte[] others = new byte[1 << 20];
        while (true) {
            int n = one.readNBytes(ones, 0, ones.length);
            int m = other.readNBytes(others, 0, others.length);
            if (n != m || !Arrays.equals(ones, 0, n, others, 0, m)) {
                return false;
            }
            if (n == 0) {
                return true;
            }
        }
    }
}
