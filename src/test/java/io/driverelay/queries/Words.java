package io.driverelay.queries;

import io.driverelay.connection.AuthorityFault;
import io.driverelay.connection.SignInOutcome;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveState;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Dimension;
import io.driverelay.telemetry.Event;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadState;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the columns may hold whose words the code knows. */
final class Words {
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "event", Stream.of(Event.values()).map(Event::title).collect(Collectors.toSet()),
            "reason", of(Reason.values()),
            "driveState", of(DriveState.values()),
            "kind", of(Kind.values()),
            "uploadState", of(UploadState.values()),
            "service", of(StorageUnavailable.Service.values()),
            "fault", of(DriveFault.Kind.values(), AuthorityFault.Kind.values()),
            "outcome", of(SignInOutcome.values(), UploadState.values()));

    private Words() {}

    /** A mistake in a comparison, or nothing: a word that is none, or a way of comparing that nobody could check. */
    static Stream<String> problems(Analysis.Comparison compared) {
        Set<String> known = KNOWN.get(compared.column());
        if (known == null) {
            return Stream.empty();
        }
        if (!compared.by().matches("(Not)?(Equal|In)Expression") || compared.others() > 0) {
            return Stream.of(compared.column() + " is compared by words alone, not " + compared.by());
        }
        return compared.literals().stream()
                .filter(word -> !known.contains(word))
                .map(word -> compared.column() + " is never " + word);
    }

    private static Set<String> of(Enum<?>[]... words) {
        return Stream.of(words)
                .flatMap(Stream::of)
                .map(word -> Dimension.camel(word.name()))
                .collect(Collectors.toSet());
    }
}
