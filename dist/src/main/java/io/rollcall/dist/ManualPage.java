package io.rollcall.dist;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The parts of the manual page that follow from the commands, as roff with the macros of man(7). */
final class ManualPage {
    private ManualPage() {}

    /** What the program does. */
    static String description(CommandSpec program) {
        return paragraphs(program.usageMessage().description());
    }

    /** The options that every command has. */
    static String options(CommandSpec program) {
        return program.options().stream().map(ManualPage::option).collect(Collectors.joining("\n"));
    }

    /** A section for each command, those inside others included. */
    static String commands(CommandSpec program) {
        return commands(program, program);
    }

    private static String command(CommandSpec program, CommandSpec command) {
        List<OptionSpec> own = command.options().stream()
                .filter(option -> program.findOption(option.longestName()) == null)
                .toList();
        StringBuilder text =
                new StringBuilder(".SS ").append(escaped(command.qualifiedName().replaceFirst("^rollcall ", "")));
        text.append("\n.B ").append(escaped(command.qualifiedName()));
        own.forEach(option -> text.append("\n.RI [ ")
                .append(quoted("\\fB" + escaped(option.longestName()) + "\\fR" + label(option, " ")))
                .append(" ]"));
        command.positionalParameters().forEach(argument -> text.append("\n.I ").append(quoted(argument(argument))));
        if (!command.subcommands().isEmpty()) {
            text.append("\n.I COMMAND");
        }
        // picocli's own help command has a header
        UsageMessageSpec usage = command.usageMessage();
        Stream.of(usage.header(), usage.description())
                .filter(lines -> lines.length > 0)
                .forEach(lines -> text.append("\n.PP\n").append(paragraphs(lines)));
        Stream<String> arguments = command.positionalParameters().stream()
                .map(argument -> ".TP\n.I " + quoted(argument(argument)) + "\n" + paragraphs(argument.description()));
        Stream<String> options = own.stream().map(ManualPage::option);
        Stream.concat(arguments, options).forEach(item -> text.append('\n').append(item));
        String footer = paragraphs(usage.footer());
        if (!footer.isEmpty()) {
            text.append("\n.PP\n").append(footer);
        }
        String below = commands(program, command);
        return below.isEmpty() ? text.toString() : text + "\n" + below;
    }

    private static String commands(CommandSpec program, CommandSpec parent) {
        return parent.subcommands().values().stream()
                .map(below -> command(program, below.getCommandSpec()))
                .collect(Collectors.joining("\n"));
    }

    /** The exit codes. */
    static String exitCodes(CommandSpec program) {
        UsageMessageSpec usage = program.usageMessage();
        Map<String, String> codes = usage.exitCodeList();
        return codes.entrySet().stream()
                .map(code -> ".TP\n.B " + escaped(code.getKey()) + "\n" + escaped(code.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** The program's own examples. */
    static String examples(CommandSpec program) {
        return paragraphs(program.usageMessage().footer());
    }

    private static String option(OptionSpec option) {
        String names = Stream.of(option.names())
                .map(name -> "\\fB" + escaped(name) + "\\fR" + label(option, " "))
                .collect(Collectors.joining(", "));
        return ".TP\n" + names + "\n" + paragraphs(option.description());
    }

    private static String label(OptionSpec option, String separator) {
        return option.arity().max() == 0 ? "" : separator + "\\fI" + escaped(option.paramLabel()) + "\\fR";
    }

    private static String argument(PositionalParamSpec argument) {
        String label = escaped(argument.paramLabel()) + (several(argument) ? "..." : "");
        return argument.arity().min() == 0 ? "[" + label + "]" : label;
    }

    private static boolean several(ArgSpec argument) {
        return argument.arity().max() > 1;
    }

    /** Paragraphs, and lines that begin with two blanks as they are. */
    static String paragraphs(String... lines) {
        StringBuilder text = new StringBuilder();
        boolean literal = false;
        for (String line : lines) {
            boolean indented = line.startsWith("  ");
            if (literal && !indented) {
                text.append(".EE\n.RE\n");
            } else if (!literal && indented) {
                text.append(".RS 4\n.EX\n");
            }
            literal = indented;
            if (indented) {
                text.append(escaped(line.substring(2))).append('\n');
            } else if (!line.isBlank()) {
                text.append(escaped(line.replace("%n", " ").replace("%%", "%"))).append('\n');
            } else if (text.length() > 0) {
                text.append(".PP\n");
            }
        }
        if (literal) {
            text.append(".EE\n.RE\n");
        }
        return text.toString().strip();
    }

    /** As a macro's only argument. */
    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\(dq") + "\"";
    }

    /** Text that roff shows as it is. */
    static String escaped(String text) {
        String shown = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
        return shown.startsWith(".") ? "\\&" + shown : shown;
    }
}
