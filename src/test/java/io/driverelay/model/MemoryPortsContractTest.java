package io.driverelay.model;

/** The model's own storage. */
class MemoryPortsContractTest extends PortsContract {
    @Override
    protected Ports ports() {
        var effects = new Effects();
        var clock = new ModelClock();
        return new Ports(
                new MemoryUploads(effects, upload -> {}),
                new MemoryRecords.OfLanes(effects, new Table<>()),
                new MemoryRecords.OfNumbers(effects, new Table<>(), clock),
                new MemoryRecords.OfConnections(effects, new Table<>()),
                new MemoryRecords.OfPauses(effects, new Table<>()),
                new MemoryRecords.OfStatuses(effects, new Table<>(), new Table<>(), new Table<>()),
                new MemoryRecords.OfSignIns(effects, new Table<>()),
                new MemoryStaging(effects, clock, blob -> {}));
    }
}
