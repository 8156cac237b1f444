package dev.faultline.app;

import dev.faultline.remedy.Identity;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `faultline identity`: the key that a person signs with.
@Command(
        name = "identity",
        mixinStandardHelpOptions = true,
        description = "Makes the key that you sign with, and shows its public half.",
        subcommands = {IdentityCommand.Create.class, IdentityCommand.Show.class},
        footerHeading = "%nExamples:%n",
        footer = {"  faultline identity create --name ann", "  faultline identity show"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IdentityCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: create or show.");
    }

    /// `faultline identity create`.
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a pair of Ed25519 keys and writes it into the user's folder, readable by you"
                        + " alone. What is there is never overwritten.",
                "An admin adds the line that is printed to policy.yaml, with your roles."
            },
            footerHeading = "%nExamples:%n",
            footer = "  faultline identity create --name ann")
    @SuppressWarnings("NullAway.Init")
    static final class Create implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Mixin private RemedyPlace place;

        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "What the policy knows you by: letters, digits and . _ @ -")
        private String name;

        @Override
        public Integer call() {
            Identity identity;
            try {
                identity = Identity.create(name);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
            }
            try {
                identity.write(place.identity());
            } catch (IOException e) {
                spec.commandLine().getErr().println(e.getMessage());
                return 1;
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println("Your identity lies in " + place.identity() + ". Keep it to yourself.");
            out.println("For policy.yaml, under people, with the roles that you have:");
            out.println(line(identity));
            out.flush();
            return 0;
        }
    }

    /// `faultline identity show`.
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints the line for policy.yaml. Nothing in it is a secret.",
            footerHeading = "%nExamples:%n",
            footer = "  faultline identity show")
    @SuppressWarnings("NullAway.Init")
    static final class Show implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Mixin private RemedyPlace place;

        @Override
        public Integer call() {
            try {
                spec.commandLine().getOut().println(line(Identity.read(place.identity())));
                spec.commandLine().getOut().flush();
                return 0;
            } catch (IOException e) {
                spec.commandLine().getErr().println(e.getMessage());
                return 1;
            }
        }
    }

    private static String line(Identity identity) {
        return "  - {name: \"%s\", key: %s, roles: [responder]}"
                .formatted(identity.name(), identity.publicText());
    }
}
