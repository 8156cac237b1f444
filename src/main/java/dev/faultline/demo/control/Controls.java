package dev.faultline.demo.control;

import dev.faultline.demo.bank.BankException;
import dev.faultline.demo.bank.Fault;
import dev.faultline.demo.bank.Mending;
import dev.faultline.topology.Component;
import java.util.List;

/// What can be done to the bank from outside. From any thread; waits for the bank.
public interface Controls {
    /// What it consists of, and who answers for it.
    List<Component> components();

    /// Breaks something, at once.
    ///
    /// @throws BankException where that can't happen
    void inject(Fault fault) throws BankException, InterruptedException;

    /// Does something to a component, right or wrong.
    ///
    /// @return what was done, in a sentence
    /// @throws BankException where that can't be done
    String mend(Mending mending) throws BankException, InterruptedException;
}
