package dev.faultline.source.mask;

/// A quick look whether a text can hold anything of what is searched for: most labels are a word or
/// two and cannot.
final class Suspicion {
    /// Fewer digits than this make no number of a person.
    private static final int DIGITS = 6;

    /// Shorter words are no keys.
    private static final int WORD = 16;

    /// Shorter texts hold no scheme and token.
    private static final int PHRASE = 12;

    private Suspicion() {}

    static boolean of(String text) {
        int digits = 0;
        int word = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if ("@=:%\\+".indexOf(c) >= 0) {
                return true;
            }
            if (c == ' ' && text.length() >= PHRASE) {
                return true;
            }
            word = c == '/' || c == '.' || c == ' ' ? 0 : word + 1;
            if (digits >= DIGITS || word >= WORD) {
                return true;
            }
        }
        return false;
    }
}
