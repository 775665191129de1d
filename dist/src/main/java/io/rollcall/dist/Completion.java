package io.rollcall.dist;

import io.rollcall.dist.CommandModel.Candidates;
import io.rollcall.dist.CommandModel.Kind;
import io.rollcall.dist.CommandModel.Option;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of each shell's completion that lists the commands. The rest is in src/main/completion. */
final class Completion {
    private Completion() {}

    /** For bash: what each command has, as variables. */
    static String bash(CommandModel program) {
        return lines(program.withAllBelow().stream()
                .map(command -> "    " + quoted(String.join(" ", command.path())) + ")\n"
                        + "      subcommands=" + quoted(String.join(" ", command.subcommandNames())) + "\n"
                        + "      arguments=" + quoted(bashKind(command.arguments())) + "\n"
                        + "      options=" + quoted(bashOptions(command)) + "\n"
                        + "      ;;"));
    }

    private static String bashOptions(CommandModel command) {
        return command.options().stream()
                .flatMap(option -> option.names().stream()
                        .map(name -> option.values() == 0
                                ? name
                                : name + ":" + option.values() + ":" + bashKind(option.candidates())))
                .collect(Collectors.joining(" "));
    }

    private static String bashKind(Candidates candidates) {
        return switch (candidates.kind()) {
            case NONE -> "none";
            case FILE -> "file";
            case FLOW -> "flows";
            case WORDS -> String.join(",", candidates.words());
        };
    }

    /** For zsh: a function for each command, with the arguments of _arguments. */
    static String zsh(CommandModel program) {
        return lines(program.withAllBelow().stream().map(Completion::zshFunction));
    }

    private static String zshFunction(CommandModel command) {
        StringBuilder function =
                new StringBuilder("  _rollcall_" + String.join("_", command.path()) + "() {\n    _arguments -C -s -S"
                        // behind a subcommand the options are the subcommand's
                        + (command.subcommands().isEmpty() ? "" : " -A '-*'"));
        command.options().forEach(option -> function.append(" \\\n      ").append(zshOption(option)));
        if (command.subcommands().isEmpty()) {
            zshAction(command.arguments())
                    .forEach(action -> function.append(" \\\n      ").append("'*:" + action + "'"));
            return function.append("\n  }").toString();
        }
        function.append(" \\\n      '1: :->command' '*:: :->arguments' && return\n    case $state in\n      command)\n")
                .append("        local -a commands=(");
        command.subcommands().forEach(below -> function.append("\n          ")
                .append(quoted(below.name() + ":" + below.summary().replace(":", "\\:"))));
        function.append(
                ")\n        _describe -t commands command commands ;;\n      arguments)\n        case $words[1] in\n");
        command.subcommands().forEach(below -> function.append("          ")
                .append(below.name())
                .append(") _rollcall_")
                .append(String.join("_", below.path()))
                .append(" ;;\n"));
        return function.append("        esac ;;\n    esac\n  }").toString();
    }

    private static String zshOption(Option option) {
        String names =
                option.names().size() == 1 ? option.names().get(0) : "{" + String.join(",", option.names()) + "}";
        String assigned = option.names().size() == 1 && option.values() == 1 ? "=" : "";
        String rest = assigned + "[" + zshText(option.summary()) + "]"
                + (":" + zshAction(option.candidates()).findFirst().orElse("value: ")).repeat(option.values());
        String once = option.repeatable()
                ? "'*'"
                : option.names().size() == 1 ? "" : "'(" + String.join(" ", option.names()) + ")'";
        return once + names + quoted(rest);
    }

    /** The message and the action; empty where there is nothing to complete. */
    private static Stream<String> zshAction(Candidates candidates) {
        return switch (candidates.kind()) {
            case NONE -> Stream.of();
            case FILE -> Stream.of("file:_files");
            case FLOW -> Stream.of("flow:_rollcall_flows");
            case WORDS -> Stream.of("word:(" + String.join(" ", candidates.words()) + ")");
        };
    }

    private static String zshText(String text) {
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    /** For fish: what options have values, and a line for each candidate. */
    static String fish(CommandModel program) {
        List<CommandModel> all = program.withAllBelow();
        String values = all.stream()
                .flatMap(command -> command.options().stream())
                .filter(option -> option.values() > 0)
                .flatMap(option -> option.names().stream()
                        .map(name -> "        case " + name + "\n            echo " + option.values()))
                .distinct()
                .collect(Collectors.joining("\n"));
        String commands = all.stream()
                .filter(command -> !command.path().isEmpty())
                .map(command -> quoted(String.join(" ", command.path())))
                .collect(Collectors.joining(" "));
        return "# how many values follow an option\nfunction __rollcall_values\n    switch $argv[1]\n" + values
                + "\n        case '*'\n            echo 0\n    end\nend\n\n"
                + "function __rollcall_is_command\n    contains -- \"$argv\" " + commands + "\nend\n\n"
                + lines(all.stream().flatMap(Completion::fishLines));
    }

    private static Stream<String> fishLines(CommandModel command) {
        String start = "complete -c rollcall -n "
                + quoted("__rollcall_at " + String.join(" ", command.path()).strip());
        Stream<String> subcommands = command.subcommands().stream()
                .map(below -> start + " -a " + below.name() + " -d " + quoted(below.summary()));
        Stream<String> options = command.options().stream().map(option -> start + fishOption(option));
        Stream<String> arguments = fishCandidates(command.arguments()).map(candidates -> start + candidates);
        return Stream.of(subcommands, options, arguments).flatMap(lines -> lines);
    }

    private static String fishOption(Option option) {
        String names = option.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        String value = option.values() == 0
                ? ""
                : (option.candidates().kind() == Kind.FILE ? " -r" : " -x")
                        + fishCandidates(option.candidates()).findFirst().orElse("");
        return names + value + " -d " + quoted(option.summary());
    }

    private static Stream<String> fishCandidates(Candidates candidates) {
        return switch (candidates.kind()) {
            case NONE -> Stream.of();
            case FILE -> Stream.of(" -F");
            case FLOW -> Stream.of(" -k -a '(__rollcall_flows)'");
            case WORDS -> Stream.of(" -a " + quoted(String.join(" ", candidates.words())));
        };
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }

    /** In single quotes: valid in all three shells for texts without backslashes. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
