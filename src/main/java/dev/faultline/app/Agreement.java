package dev.faultline.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/// A question that a person answers at the terminal.
final class Agreement {
    private Agreement() {}

    /// Whether the answer is `yes`; anything else, and no answer, is a no.
    static boolean given(String question, PrintWriter out) throws IOException {
        out.print(question + " [yes/no] ");
        out.flush();
        // Not System.console(): an answer may be piped in as well.
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String answer = in.readLine();
        return answer != null && answer.strip().equals("yes");
    }
}
