package dev.faultline.settings;

import dev.faultline.model.Signal;
import dev.faultline.model.SpecialDay;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a user may change, as it stands in `settings.yaml`. The ranges are those of
/// `settings.schema.json`.
///
/// @param sensitivity by kind of signal, 0.1 to 10; 1 where a kind is not named
public record Settings(
        Window window,
        Playback playback,
        Seasons seasons,
        Intake intake,
        Map<Signal, Double> sensitivity,
        Cause cause,
        Incidents incidents,
        Mapping mapping,
        Masking masking,
        Topology topology,
        Saying saying,
        Remedy remedy) {
    /// What holds where the file says nothing.
    public static final Settings DEFAULT =
            new Settings(
                    new Window(Theme.DARK, 100, Times.UTC),
                    new Playback(60),
                    new Seasons(ZoneId.of("UTC"), List.of()),
                    new Intake(200, true, 50),
                    Map.of(),
                    new Cause("", ""),
                    new Incidents(15, 60, .5, 0, 0, "EUR"),
                    new Mapping(List.of()),
                    new Masking(List.of(), List.of()),
                    new Topology(
                            List.of(),
                            Duration.ofHours(1),
                            Duration.ofDays(8),
                            Duration.ofMinutes(10),
                            Duration.ofHours(1),
                            Duration.ofDays(8)),
                    new Saying(Duration.ofMinutes(30), Map.of()),
                    new Remedy("runbooks"));

    public Settings {
        sensitivity = Map.copyOf(sensitivity);
    }

    /// The same in other colours.
    public Settings withTheme(Theme theme) {
        return new Settings(
                new Window(theme, window.zoom(), window.times()),
                playback,
                seasons,
                intake,
                sensitivity,
                cause,
                incidents,
                mapping,
                masking,
                topology,
                saying,
                remedy);
    }

    /// What others are told.
    ///
    /// @param updateEvery how long after what is said on the call the next is due
    /// @param contacts by team: how it is reached, as a person reads it
    public record Saying(Duration updateEvery, Map<String, String> contacts) {
        public Saying {
            contacts = Map.copyOf(contacts);
        }
    }

    /// Known fixes.
    ///
    /// @param runbooks the folder of runbooks, relative to the user's folder
    public record Remedy(String runbooks) {}

    /// How the window looks.
    ///
    /// @param zoom size of type and controls, percent, 80 to 200
    /// @param times by which clocks times are read
    public record Window(Theme theme, int zoom, Times times) {}

    /// By which clocks times are read on the screen.
    public enum Times {
        UTC,
        /// Where the computer is.
        LOCAL
    }

    /// The colours of the window.
    public enum Theme {
        DARK,
        LIGHT,
        /// What the desktop is set to.
        SYSTEM
    }

    /// How a capture is replayed.
    ///
    /// @param speed after opening, recorded seconds a second, 0.5 to 600
    public record Playback(double speed) {}

    /// What is taken in.
    ///
    /// @param seriesPerService how many series of one service are watched, at most
    /// @param logs whether lines of logs are taken in
    /// @param templatesPerService how many templates of one service's log are told apart, at most;
    ///   0 for severities only
    public record Intake(int seriesPerService, boolean logs, int templatesPerService) {}

    /// Files with the numbers behind a diagnosis, relative to the user's folder; empty for those
    /// that come with the program.
    ///
    /// @param parameters of evidence and network
    /// @param learned what `faultline learn` wrote about the system
    public record Cause(String parameters, String learned) {}

    /// When an incident is over, how bad it is and what it costs.
    ///
    /// @param quietMinutes so long there must be no trouble before one is over
    /// @param longMinutes one that lasts so long counts as worse
    /// @param broad from this share of the ways in on it is broad, 0..1
    /// @param users of the whole system, for what is said of its impact; 0 to say nothing of them
    /// @param moneyPerMinute what the whole system earns; 0 to say nothing of money
    /// @param currency of that money
    public record Incidents(
            int quietMinutes,
            int longMinutes,
            double broad,
            long users,
            double moneyPerMinute,
            String currency) {}

    /// By whose days and weeks signals repeat.
    public record Seasons(ZoneId timeZone, List<SpecialDay> specialDays) {
        public Seasons {
            specialDays = List.copyOf(specialDays);
        }
    }

    /// What live series are about, where the names that are in common use do not tell; the first
    /// rule that fits a series decides.
    public record Mapping(List<MappingRule> rules) {
        public Mapping {
            rules = List.copyOf(rules);
        }
    }

    /// One rule. What it does not say is told by names as usual.
    ///
    /// @param metric regular expression of the whole name; empty for any
    /// @param labels regular expressions of whole values, by label; all must fit
    /// @param service the component: `${label}` stands for the value of a label, `${1}` for a group
    ///   of the metric's expression; empty where it is not said
    /// @param unit as producers spell it: `ms`, `%`, `By`; empty where it is not said
    /// @param drop whether such series are not wanted at all
    public record MappingRule(
            String metric,
            Map<String, String> labels,
            String service,
            Optional<Signal> signal,
            String unit,
            Optional<Counting> kind,
            boolean drop) {
        public MappingRule {
            labels = Map.copyOf(labels);
        }
    }

    /// Whether numbers are levels or counts.
    public enum Counting {
        GAUGE,
        COUNTER
    }

    /// What is replaced beside personal data of known shapes.
    ///
    /// @param labels names of labels whose values are replaced whatever they are
    public record Masking(List<String> labels, List<MaskedPattern> patterns) {
        public Masking {
            labels = List.copyOf(labels);
            patterns = List.copyOf(patterns);
        }
    }

    /// A shape of text that is replaced.
    ///
    /// @param name what stands before its pseudonyms
    /// @param pattern a regular expression
    public record MaskedPattern(String name, String pattern) {}

    /// Where it is said what depends on what, and how long what was seen of it is believed in while
    /// it is not seen again.
    ///
    /// @param files files or folders, relative to the user's folder
    /// @param callFades a call is drawn as old after so long without one
    /// @param callGone it is not drawn any more after so long
    /// @param placeFades a host is drawn as old after its component was seen on others alone so
    ///   long
    /// @param placeGone it is not drawn any more after so long
    /// @param componentGone a component is not drawn any more after so long without any sign of it
    public record Topology(
            List<String> files,
            Duration callFades,
            Duration callGone,
            Duration placeFades,
            Duration placeGone,
            Duration componentGone) {
        public Topology {
            files = List.copyOf(files);
        }
    }
}
