package io.rollcall.dist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command of the program as completion needs it. Immutable.
 *
 * @param path its name behind those of the commands around it; empty for the program itself
 * @param summary one line without a full stop
 * @param arguments what its arguments are
 */
record CommandModel(
        List<String> path, String summary, List<Option> options, Candidates arguments, List<CommandModel> subcommands) {
    /** The commands that write CSV too, which the label of --output does not say. */
    private static final Set<String> WITH_CSV = Set.of("audit");

    /**
     * An option.
     *
     * @param names the long one first
     * @param values how many values follow it
     * @param candidates what its last value is
     */
    record Option(List<String> names, int values, Candidates candidates, String summary, boolean repeatable) {}

    /**
     * What can stand in a place of the command line.
     *
     * @param words the words of the kind {@link Kind#WORDS}, empty for others
     */
    record Candidates(Kind kind, List<String> words) {
        static final Candidates NONE = new Candidates(Kind.NONE, List.of());
    }

    /** The kinds of candidates. */
    enum Kind {
        /** Nothing that a shell could know. */
        NONE,
        /** A file or a folder. */
        FILE,
        /** The name of a configured flow. */
        FLOW,
        /** One of some words. */
        WORDS
    }

    CommandModel {
        path = List.copyOf(path);
        options = List.copyOf(options);
        subcommands = List.copyOf(subcommands);
    }

    /** Reads picocli's model. */
    static CommandModel of(CommandSpec spec) {
        return of(spec, List.of());
    }

    /** This command and all below it. */
    List<CommandModel> withAllBelow() {
        List<CommandModel> all = new ArrayList<>(List.of(this));
        subcommands.forEach(command -> all.addAll(command.withAllBelow()));
        return all;
    }

    /** The names of the commands directly below. */
    List<String> subcommandNames() {
        return subcommands.stream().map(CommandModel::name).toList();
    }

    /** The last name of the path; empty for the program itself. */
    String name() {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }

    private static CommandModel of(CommandSpec spec, List<String> path) {
        List<Option> options = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                options.add(option(spec, option));
            }
        }
        List<CommandModel> subcommands = new ArrayList<>();
        Map<String, CommandLine> below = new LinkedHashMap<>(spec.subcommands());
        // the commands that help can show
        List<String> siblings = spec.parent() == null
                ? List.of()
                : List.copyOf(spec.parent().subcommands().keySet());
        below.forEach((name, command) -> {
            List<String> names = new ArrayList<>(path);
            names.add(name);
            subcommands.add(of(command.getCommandSpec(), names));
        });
        Candidates arguments = spec.positionalParameters().isEmpty()
                ? Candidates.NONE
                : candidates(spec, spec.positionalParameters().get(0), siblings);
        // picocli's own help command has a header, the others a description
        String[] header = spec.usageMessage().header();
        String summary =
                summary(header.length > 0 ? header : spec.usageMessage().description());
        return new CommandModel(path, summary, options, arguments, subcommands);
    }

    private static Option option(CommandSpec spec, OptionSpec option) {
        List<String> names = new ArrayList<>(List.of(option.names()));
        names.sort((one, other) -> other.length() - one.length());
        return new Option(
                names,
                option.arity().min(),
                candidates(spec, option, List.of()),
                summary(option.description()),
                option.isMultiValue());
    }

    private static Candidates candidates(CommandSpec spec, ArgSpec argument, List<String> commands) {
        String label = argument.paramLabel();
        if (label.contains("|")) {
            List<String> words = new ArrayList<>(List.of(label.split("\\|")));
            if (WITH_CSV.contains(spec.name())) {
                words.add("csv");
            }
            return new Candidates(Kind.WORDS, List.copyOf(words));
        }
        return switch (label) {
            case "FILE", "PATH", "DIR" -> new Candidates(Kind.FILE, List.of());
            case "FLOW" -> new Candidates(Kind.FLOW, List.of());
            // the stores of store copy
            case "FROM", "TO" -> new Candidates(Kind.WORDS, List.of("embedded"));
            case "COMMAND" -> new Candidates(Kind.WORDS, commands);
            default -> Candidates.NONE;
        };
    }

    /** The first sentence, without its full stop. */
    private static String summary(String[] description) {
        if (description.length == 0) {
            return "";
        }
        String text = description[0].replaceAll("%n", " ").replaceAll("%%", "%").strip();
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceAll("[.:]$", "");
    }
}
