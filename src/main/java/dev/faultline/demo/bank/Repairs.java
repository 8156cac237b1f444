package dev.faultline.demo.bank;

import dev.faultline.demo.bank.Blueprint.Part;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import java.util.EnumSet;
import java.util.Set;

/// What mendings do to the bank by themselves, whatever is wrong with it.
final class Repairs {
    private static final double RESTART = 40;
    private static final double REBOOT = 120;
    private static final double TAKE_OVER = 20;

    private static final Set<ComponentKind> PROCESSES =
            EnumSet.range(ComponentKind.ENTRY, ComponentKind.CONSUMER);

    private final Mechanics bank;

    Repairs(Mechanics bank) {
        this.bank = bank;
    }

    /// Does it.
    ///
    /// @param place among the components that work, or among the hosts; -1 for others
    /// @return what was done, in a sentence
    /// @throws BankException where it can't be done to this kind
    String mend(Mending.Act act, Component to, int place) throws BankException {
        return switch (act) {
            case RESTART -> restart(to, place);
            case FAIL_OVER -> failOver(to, place);
            case GROW_POOL -> grow(to, place);
            case SCALE_OUT -> {
                only(act, to, PROCESSES);
                bank.scaled[place] *= 2;
                yield to.id() + " has twice as many workers now.";
            }
            case ROLL_BACK -> {
                only(act, to, EnumSet.range(ComponentKind.ENTRY, ComponentKind.CONSUMER));
                for (RunningProcess process : bank.processes[place]) {
                    process.replace(bank.now());
                }
                yield to.id() + " runs the release before the last one again.";
            }
            case REVERT_CONFIGURATION -> {
                only(act, to, PROCESSES);
                yield "The last change of the configuration of " + to.id() + " was taken back.";
            }
            case RENEW_CERTIFICATE -> {
                only(act, to, EnumSet.range(ComponentKind.ENTRY, ComponentKind.THIRD_PARTY));
                yield to.id() + " has a new certificate.";
            }
            case CLEAR_DISK -> {
                only(act, to, EnumSet.of(ComponentKind.DATABASE, ComponentKind.HOST));
                yield "Old files on the disk of " + to.id() + " were deleted.";
            }
        };
    }

    private String restart(Component to, int place) throws BankException {
        if (to.kind() == ComponentKind.HOST) {
            bank.machines[place].stop(bank.now(), REBOOT);
            return to.id() + " boots, and is back in " + (int) REBOOT + " s.";
        }
        only(Mending.Act.RESTART, to, PROCESSES);
        if (to.kind() == ComponentKind.CACHE) {
            bank.hit[place] = 0;
        }
        bank.backlog[place] = to.kind() == ComponentKind.QUEUE ? bank.backlog[place] : 0;
        if (bank.processes[place].length == 1) {
            bank.processes[place][0].stop(bank.now(), RESTART);
            return to.id() + " starts again, and is back in " + (int) RESTART + " s.";
        }
        for (RunningProcess process : bank.processes[place]) {
            process.replace(bank.now());
        }
        return "The instances of " + to.id() + " were started again, one after the other.";
    }

    private String grow(Component to, int place) throws BankException {
        if (to.kind() == ComponentKind.DATABASE) {
            bank.scaled[place] *= 2;
            return to.id() + " accepts twice as many connections now.";
        }
        only(
                Mending.Act.GROW_POOL,
                to,
                EnumSet.of(ComponentKind.SERVICE, ComponentKind.GATEWAY, ComponentKind.CONSUMER));
        bank.pools[place] *= 2;
        return to.id() + " keeps twice as many connections to its databases now.";
    }

    private String failOver(Component to, int place) throws BankException {
        return switch (to.kind()) {
            case HOST -> {
                for (Part part : bank.bank.parts()) {
                    for (int k = 0; k < bank.on[part.place()].length; k++) {
                        if (bank.on[part.place()][k] == place) {
                            move(part, k, place);
                        }
                    }
                }
                bank.moved();
                yield "What ran on " + to.id() + " runs on other hosts now.";
            }
            case DATABASE, QUEUE, CACHE -> {
                move(bank.bank.parts().get(place), 0, bank.on[place][0]);
                bank.moved();
                yield "The stand-by of " + to.id() + " took over.";
            }
            case THIRD_PARTY -> "Requests to " + to.id() + " go to its second site now.";
            case ZONE_LINK -> "Traffic of " + to.id() + " takes the second path now.";
            case DNS -> "Names are looked up at the second pair of servers of " + to.id() + " now.";
            default ->
                    throw new BankException(
                            to.id() + " is a " + to.kind().label() + ": it has no stand-by.");
        };
    }

    /// To another machine of the same sort, in the other zone where there is one.
    private void move(Part part, int k, int from) {
        String sort = sort(from);
        int best = from;
        for (int h = 0; h < bank.machines.length; h++) {
            boolean usable = h != from && sort(h).equals(sort) && bank.machines[h].alive();
            boolean further = best == from || (zone(best) == zone(from) && zone(h) != zone(from));
            if (usable && further) {
                best = h;
            }
        }
        if (best == from) {
            return;
        }
        bank.on[part.place()][k] = best;
        bank.processes[part.place()][k].host(false, bank.now());
        bank.processes[part.place()][k].stop(bank.now(), TAKE_OVER);
        if (part.kind() == ComponentKind.CACHE) {
            bank.hit[part.place()] = 0;
        }
    }

    private String sort(int host) {
        String id = bank.bank.hosts().get(host).id();
        return id.substring(0, id.indexOf('-'));
    }

    private int zone(int host) {
        return bank.bank.hosts().get(host).zone();
    }

    private static void only(Mending.Act act, Component to, Set<ComponentKind> kinds)
            throws BankException {
        if (!kinds.contains(to.kind())) {
            throw new BankException(
                    "%s can't be done to %s, which is a %s."
                            .formatted(act.label(), to.id(), to.kind().label()));
        }
    }
}
