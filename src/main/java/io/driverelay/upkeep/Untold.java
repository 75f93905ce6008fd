package io.driverelay.upkeep;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.upload.UploadMark;

/** What listeners were not told, since a turn died or storage failed at that moment, they are told now. */
final class Untold implements Step {
    private final Yard yard;

    Untold(Yard yard) {
        this.yard = yard;
    }

    @Override
    public boolean isDue(UploadMark mark) {
        return mark.toTell();
    }

    @Override
    public Amount counted() {
        return Amount.UNTOLD;
    }

    @Override
    public void take(UploadMark mark) {
        yard.find(mark).ifPresent(yard.tell()::tell);
    }
}
