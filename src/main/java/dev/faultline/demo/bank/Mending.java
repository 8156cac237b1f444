package dev.faultline.demo.bank;

import dev.faultline.model.ServiceId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Something that a person or script does to a component to get it well again. It does what it does
/// whether or not it is the right thing: a restart costs a minute, an emptied cache must fill.
public record Mending(Act act, ServiceId component) {
    /// What is done.
    public enum Act {
        REVERT_CONFIGURATION("takes back the last change of its configuration"),
        GROW_POOL("doubles the connections that it accepts, or keeps to databases"),
        RESTART("stops and starts it, or a host with all on it"),
        SCALE_OUT("adds as many workers again as it has"),
        FAIL_OVER("moves it to its stand-by: another host, another provider, another path"),
        ROLL_BACK("installs the release before the last one"),
        RENEW_CERTIFICATE("installs a certificate that is valid"),
        CLEAR_DISK("deletes what can be spared on its disk");

        private final String line;

        Act(String line) {
            this.line = line;
        }

        /// As written in commands: lower case, words joined by `-`.
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// What it does, for a list of all.
        public String line() {
            return line;
        }
    }

    /// Reads `restart@payments`.
    ///
    /// @throws BankException where it is not written so, or there is no such act
    public static Mending parse(String text) throws BankException {
        int at = text.indexOf('@');
        if (at <= 0 || at == text.length() - 1) {
            throw new BankException(
                    "'"
                            + text
                            + "' is no mending. Write it as restart@payments: one of "
                            + acts()
                            + ", @ and a component.");
        }
        String act = text.substring(0, at);
        for (Act each : Act.values()) {
            if (each.label().equals(act)) {
                return new Mending(each, new ServiceId(text.substring(at + 1)));
            }
        }
        throw new BankException("There is no mending '" + act + "'. There are " + acts() + ".");
    }

    private static String acts() {
        return Arrays.stream(Act.values()).map(Act::label).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return act.label() + "@" + component;
    }
}
