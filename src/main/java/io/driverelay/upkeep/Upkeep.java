package io.driverelay.upkeep;

import io.driverelay.intake.CommitUpload;
import io.driverelay.intake.StagedContent;
import io.driverelay.status.CheckDrives;
import io.driverelay.status.DriveStatuses;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.upload.UploadMark;
import java.util.Comparator;
import java.util.List;

/** One pass: lost tickets and the ends by time, then the drives are read, then what their readings allow. */
public final class Upkeep {
    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
    private static final Comparator<UploadMark> OLDEST_FIRST = Comparator.comparing(UploadMark::openedAt);

    private final Yard yard;
    private final CommitUpload commit;
    private final StagedContent content;
    private final CheckDrives drives;
    private final DriveStatuses statuses;

    public Upkeep(Yard yard, CommitUpload commit, StagedContent content, CheckDrives drives, DriveStatuses statuses) {
        this.yard = yard;
        this.commit = commit;
        this.content = content;
        this.drives = drives;
        this.statuses = statuses;
    }

    /** Everything, in order; a part that fails is logged and does not hold up the next. */
    public void pass() {
        safely(
                "before-reading",
                () -> each(List.of(
                        new LostTickets(yard),
                        new ForgottenCommits(yard, commit, content),
                        new EndsByTime(yard),
                        new Untold(yard))));
        safely("reading", drives::checkAll);
        safely(
                "after-reading",
                () -> each(List.of(new WakesForSpace(yard, statuses), new WakesForSignIn(yard), new Leftovers(yard))));
    }

    private void each(List<Step> steps) {
        List<UploadMark> marks =
                yard.uploads().listAll().stream().sorted(OLDEST_FIRST).toList();
        for (Step step : steps) {
            marks.stream().filter(step::isDue).forEach(mark -> safely(mark.uploadId(), () -> step.take(mark)));
        }
    }

    private static void safely(String what, Runnable part) {
        try {
            part.run();
        } catch (ChangedMeanwhile e) {
            LOG.log(System.Logger.Level.DEBUG, "event=upkeep-came-second part={0}", what);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "event=upkeep-failed part=" + what, e);
        }
    }
}
