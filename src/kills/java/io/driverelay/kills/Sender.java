package io.driverelay.kills;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.HomeClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** One upload as its home sees it: opened, put, committed and watched until it has ended, each step until it was answered. */
final class Sender implements Runnable {
    private static final int BLOCK = 4 << 20;
    private static final long LOOK_MILLIS = 400;
    private static final int REPEAT_COMMIT = 2;
    private static final int OVERDUE_SECONDS = 5;

    /** How far its home has come. */
    enum Phase {
        NOT_BEGUN,
        OPENING,
        PUTTING,
        COMMITTING,
        ON_ITS_WAY,
        ENDED
    }

    private final Home home;
    private final Cargo cargo;
    private final Sender before;
    private final CountDownLatch committed = new CountDownLatch(1);
    private final AtomicInteger retries = new AtomicInteger();
    private volatile Phase phase = Phase.NOT_BEGUN;
    private volatile String standing = "not begun";

    /** @param before whose commit comes first; null for nobody's */
    Sender(Home home, Cargo cargo, Sender before) {
        this.home = home;
        this.cargo = cargo;
        this.before = before;
    }

    Home home() {
        return home;
    }

    Cargo cargo() {
        return cargo;
    }

    Phase phase() {
        return phase;
    }

    boolean isUnderWay() {
        return phase != Phase.NOT_BEGUN && phase != Phase.ENDED;
    }

    /** How it ended, or where it stands: state, and the reason if there is one. */
    String standing() {
        return standing;
    }

    /** How often its owner had to ask for another try. */
    int retries() {
        return retries.get();
    }

    /** At once, as far as others see it. */
    void begin(Executor threads) {
        phase = Phase.OPENING;
        threads.execute(this);
    }

    @Override
    public void run() {
        try {
            String id = opened();
            phase = Phase.COMMITTING;
            if (before != null) {
                before.committed.await();
            }
            noted(expect(home.commit(id), 202));
            committed.countDown();
            phase = Phase.ON_ITS_WAY;
            watch(id);
            phase = Phase.ENDED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            standing = e.getMessage();
            phase = Phase.ENDED;
        }
    }

    /** Opened and put; gives the id. */
    private String opened() throws InterruptedException {
        while (true) {
            phase = Phase.OPENING;
            Answer answer = home.open(cargo);
            JsonNode opened = expect(answer, answer.status() == 200 ? 200 : 201);
            noted(opened);
            phase = Phase.PUTTING;
            if (put(opened.path("staging"))) {
                return opened.path("id").asText();
            }
        }
    }

    private boolean put(JsonNode staging) {
        try {
            return cargo.blocks()
                    ? putBlocks(staging)
                    : home.client().put(staging, cargo.sizeBytes(), cargo::open) == 201;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean putBlocks(JsonNode staging) throws IOException {
        try (InputStream content = cargo.open()) {
            int number = 0;
            for (byte[] block = content.readNBytes(BLOCK); block.length > 0; block = content.readNBytes(BLOCK)) {
                if (home.client().putBlock(staging, Cargo.blockId(number++), block) != 201) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Who sees it rest asks again, as an impatient owner would: its ticket may have died with the app, and upkeep takes its time. */
    private void watch(String id) throws InterruptedException {
        int resting = 0;
        while (true) {
            JsonNode upload = expect(home.look(id), 200);
            noted(upload);
            if (upload.has("endedAt") && !isRetried(id)) {
                return;
            }
            boolean queued = upload.path("state").asText().equals("queued");
            resting = queued || isOverdue(upload) ? resting + 1 : 0;
            if (resting == REPEAT_COMMIT) {
                resting = 0;
                expectUnlessMovedOn(queued ? home.commit(id) : retried(id));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Ten kills in a row before a byte got through end an upload, and its owner is told to retry. */
    private boolean isRetried(String id) throws InterruptedException {
        boolean fruitless = standing.equals("failed fruitless");
        if (fruitless) {
            expectUnlessMovedOn(retried(id));
        }
        return fruitless;
    }

    private Answer retried(String id) throws InterruptedException {
        retries.incrementAndGet();
        return home.retry(id);
    }

    private static boolean isOverdue(JsonNode upload) {
        String next = upload.path("nextAttemptAt").asText("");
        return upload.path("state").asText().equals("waiting")
                && !next.isEmpty()
                && Instant.parse(next).isBefore(Instant.now().minusSeconds(OVERDUE_SECONDS));
    }

    private void noted(JsonNode upload) {
        String reason = upload.path("reason").asText("");
        standing = upload.path("state").asText() + (reason.isEmpty() ? "" : " " + reason);
    }

    /** 409: since it was looked at, or by a first try whose answer was lost, it stands elsewhere; the next look tells. */
    private static void expectUnlessMovedOn(Answer answer) {
        if (answer.status() != 409) {
            expect(answer, 202);
        }
    }

    private static JsonNode expect(Answer answer, int status) {
        return answer.expect(status);
    }
}
