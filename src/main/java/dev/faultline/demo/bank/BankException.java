package dev.faultline.demo.bank;

/// What can't be done to the bank; the message says why, and what can.
public final class BankException extends Exception {
    private static final long serialVersionUID = 1;

    public BankException(String message) {
        super(message);
    }
}
