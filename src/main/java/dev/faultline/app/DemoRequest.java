package dev.faultline.app;

import dev.faultline.demo.control.ControlAddress;
import dev.faultline.demo.control.ControlClient;
import dev.faultline.settings.UserFolder;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;

/// What is asked of a demo that runs, and how its answer is printed.
interface DemoRequest {
    /// Asks it.
    ///
    /// @return what the demo answered, a line for a person
    /// @throws IOException with a sentence for the person
    String ask(ControlClient client) throws IOException, InterruptedException;

    /// Asks the demo of this user.
    ///
    /// @return the exit code of the command
    static int print(CommandLine command, DemoRequest request) throws InterruptedException {
        try {
            PrintWriter out = command.getOut();
            out.println(request.ask(new ControlClient(ControlAddress.find(UserFolder.data()))));
            out.flush();
            return 0;
        } catch (IOException e) {
            PrintWriter err = command.getErr();
            err.println(e.getMessage());
            err.flush();
            return 1;
        }
    }
}
