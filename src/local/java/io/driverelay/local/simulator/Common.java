package io.driverelay.local.simulator;

/** What the simulators of one run have in common. */
record Common(Clocks clocks, Faults faults, Violations violations, CallLog calls) {
    Common() {
        this(new Clocks(), new Faults(), new Violations(), new CallLog());
    }
}
