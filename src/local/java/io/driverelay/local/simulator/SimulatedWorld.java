package io.driverelay.local.simulator;

/** What the simulators of one run have in common. */
record SimulatedWorld(Clocks clocks, Faults faults, Violations violations, CallLog calls, Browser browser) {
    SimulatedWorld() {
        this(new Clocks(), new Faults(), new Violations(), new CallLog(), new Browser());
    }
}
