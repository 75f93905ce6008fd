package io.driverelay.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.upload.UploadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model carries what the real ones carry, before anything is done to it. */
class ModelSmokeTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 327_680, 655_361, 983_040})
    void backupArrivesUnhurt(int size) {
        var world = new ModelWorld();
        world.home("home-one", "AB12", true);

        world.send("home-one", Requests.backup("a.tar", size), "key", Bytes.number(1, size));
        world.heal(10);
        world.invariants.checkAtTheEnd();

        assertThat(world.microsoft.violations()).isEmpty();
        assertThat(world.only().state()).isEqualTo(UploadState.DELIVERED);
    }

    @Test
    void damageThatTheModelDoesIsSeenByItsInvariants() {
        var world = new ModelWorld();
        world.home("home-one", "AB12", false);
        world.send("home-one", Requests.backup("a.tar", 5), "key", Bytes.number(1, 5));
        world.contents.put(world.only().id(), Bytes.number(2, 5));

        world.heal(10);

        assertThat(world.microsoft.violations()).containsExactly("a.tar: delivered, but other bytes are there");
    }
}
