package dev.faultline.demo.bank;

/// A fault at work: it turns knobs, and the mechanics do the rest.
final class Trouble {
    private final Fault fault;
    private final int place;
    private final double onset;

    /// @param place of its component among those that work, or among the hosts
    /// @param onset seconds since the bank began
    Trouble(Fault fault, int place, double onset) {
        this.fault = fault;
        this.place = place;
        this.onset = onset;
    }

    Fault fault() {
        return fault;
    }

    int place() {
        return place;
    }

    boolean over(double now) {
        return fault.lasts().isPresent() && now >= onset + fault.lasts().get().toSeconds();
    }

    /// What it does once, when it begins.
    void begin(Mechanics bank) {
        if (fault.kind() == FaultKind.CACHE_FLUSH) {
            bank.hit[place] *= 1 - fault.severity();
        }
    }

    /// What it leaves to be cleaned up by whoever ends it.
    void end(Mechanics bank) {
        if (fault.kind() == FaultKind.MEMORY_LEAK) {
            for (RunningProcess process : bank.processes[place]) {
                process.replace(bank.now());
            }
        }
    }

    /// What it does all the time.
    void act(Mechanics bank) {
        Knobs knobs = bank.knobs;
        double severity = fault.severity();
        double ramp = fault.kind().ramp();
        double grown = ramp == 0 ? 1 : Math.min(1, (bank.now() - onset) / ramp);
        switch (fault.kind()) {
            case DB_POOL_EXHAUSTED ->
                    knobs.stuck[place] =
                            grown
                                    * (.95 + .048 * severity)
                                    * bank.bank.parts().get(place).workers();
            case SLOW_QUERY -> knobs.slow[place] = 2 + 6 * severity;
            case DB_LOCK -> knobs.added[place] = severity * .12;
            case DISK_FULL ->
                    knobs.disk[bank.on[place][0]] +=
                            Math.min(1, (bank.now() - onset) * severity / ramp);
            case MEMORY_LEAK ->
                    knobs.leak[place] = 2 * severity * bank.bank.parts().get(place).memory() / ramp;
            case BAD_DEPLOY_ERRORS -> knobs.failing[place] = .08 + .6 * severity;
            case BAD_DEPLOY_SLOW -> knobs.slow[place] = 1 + 2 + 9 * severity;
            case BAD_CONFIG ->
                    knobs.workers[place] =
                            (1 + 2 * (1 - severity)) / bank.bank.parts().get(place).workers();
            case RETRY_STORM -> {
                knobs.retries[place] = 2 + (int) Math.round(5 * severity);
                knobs.patience[place] = .004 + .02 * (1 - severity);
            }
            case CERT_EXPIRED -> knobs.refused[place] = grown * (.4 + .6 * severity);
            case CACHE_FLUSH -> {} // it fills again
            case CONSUMER_STUCK -> knobs.workers[place] = 1e-3 + .4 * (1 - severity);
            case HOST_CPU_HOG ->
                    knobs.hog[place] =
                            grown * bank.bank.hosts().get(place).cores() * (.5 + 3.5 * severity);
            case HOST_DOWN -> knobs.down[place] = true;
            case ZONE_LINK_LOSS -> knobs.loss = .005 + .05 * severity;
            case THIRD_PARTY_SLOW -> knobs.added[place] = grown * (.2 + 1.8 * severity);
            case THIRD_PARTY_ERRORS -> knobs.failing[place] = .1 + .75 * severity;
            case DNS_TROUBLE -> {
                knobs.added[place] = 2.5 * severity;
                knobs.failing[place] = .5 * severity;
            }
            case TRAFFIC_SURGE -> knobs.surge[place] = 1 + grown * (1 + 4 * severity);
        }
    }
}
