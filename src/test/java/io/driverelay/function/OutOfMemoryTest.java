package io.driverelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** M3, C17. */
class OutOfMemoryTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void jvmIsHalted_afterALine() {
        run(() -> {
            throw new OutOfMemoryError("Java heap space");
        });

        assertThat(done).containsExactly("{\"event\":\"out-of-memory\"}", "halt");
    }

    @Test
    void jvmIsHaltedToo_whenAnotherThreadRanOutOfIt() {
        run(() -> {
            throw new CompletionException(new IllegalStateException(new OutOfMemoryError("Metaspace")));
        });

        assertThat(done).endsWith("halt");
    }

    @Test
    void otherErrorsHaltNothing() {
        run(() -> {
            throw new StackOverflowError();
        });
        run(() -> {
            throw new IllegalStateException("no");
        });

        assertThat(done).isEmpty();
    }

    @Test
    void jvmIsHaltedEvenWhenTheLineCannotBeLogged() {
        ExecutionContext context = Mockito.mock(ExecutionContext.class);
        Mockito.when(context.getLogger()).thenThrow(new OutOfMemoryError("again"));
        assertThatThrownBy(() -> OutOfMemory.halts(context, () -> done.add("halt"), () -> {
                    throw new OutOfMemoryError("first");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(done).containsExactly("halt");
    }

    private void run(Supplier<Object> invocation) {
        assertThatThrownBy(() -> OutOfMemory.halts(context(), () -> done.add("halt"), invocation))
                .isNotNull();
    }

    private ExecutionContext context() {
        return TestRequests.invocation(done);
    }
}
