package io.driverelay.scenario;

import io.driverelay.model.PortsContract;

/** The adapters over the storage emulator. */
class AzurePortsContractTest extends PortsContract {
    @Override
    protected Ports ports() {
        var home = new TestHome();
        return new Ports(
                home.uploads,
                home.lanes,
                home.numbers,
                home.connections,
                home.pauses,
                home.statuses,
                home.signIns,
                home.staging);
    }
}
