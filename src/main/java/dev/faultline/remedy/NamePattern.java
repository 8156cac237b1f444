package dev.faultline.remedy;

/// Names of components with `*` for any characters.
final class NamePattern {
    private NamePattern() {}

    /// Whether a pattern matches a whole name. In steps of at most the product of both lengths,
    /// which a regular expression of several `.*` does not promise: names come from outside.
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int tried = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                tried = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++tried;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
