package io.rollcall.config;

import io.rollcall.setting.LineProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All the texts of a configuration. What overrides the environment counts most, such as what is set on the command line,
 * then the environment, then the files, of which later ones count more.
 *
 * @param files weakest first
 * @param environment the variables; those that are none of Rollcall's business are passed over
 * @param overrides weakest first
 */
public record ConfigurationSources(List<File> files, Map<String, String> environment, List<File> overrides) {
    public ConfigurationSources {
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
        overrides = List.copyOf(overrides);
    }

    /** Shows no value. */
    @Override
    public String toString() {
        return "Sources" + files;
    }

    /**
     * A file with keys and values.
     *
     * @param name as the administrator spells it
     * @param folder against which its relative paths resolve; null for the working directory
     * @param entries in its order
     * @param problems what is wrong with its syntax
     */
    public record File(String name, @Nullable Path folder, List<Entry> entries, List<LineProblem> problems) {
        public File {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
        }

        /** Reads the text of a properties file, decoded as UTF-8; a byte order mark is tolerated. Never throws. */
        public static File properties(String name, @Nullable Path folder, String text) {
            PropertiesText read = PropertiesText.parse(text);
            return new File(name, folder, read.entries(), read.problems());
        }

        /** Keys and values that a platform has read from wherever it reads them. */
        public static File of(String name, @Nullable Path folder, Map<String, String> values) {
            List<Entry> entries = new ArrayList<>();
            values.forEach((key, value) -> entries.add(new Entry(key, value, 0)));
            return new File(name, folder, entries, List.of());
        }

        /** Takes texts of the form {@code KEY=VALUE}, as on a command line. Never throws. */
        public static File assignments(String name, List<String> assignments) {
            Map<String, String> values = new LinkedHashMap<>();
            List<LineProblem> problems = new ArrayList<>();
            for (String assignment : assignments) {
                int equals = assignment.indexOf('=');
                String key = equals < 0 ? "" : assignment.substring(0, equals).strip();
                if (key.isEmpty()) {
                    problems.add(new LineProblem(0, "must be KEY=VALUE"));
                } else if (values.putIfAbsent(key, assignment.substring(equals + 1)) != null) {
                    problems.add(new LineProblem(0, key + " is given twice; remove one of them"));
                }
            }
            File read = of(name, null, values);
            return new File(name, null, read.entries(), problems);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A key and its value.
     *
     * @param line counted from 1; 0 if unknown
     * @param typed whether the source gave a number, a truth value or a date instead of a text: what stood there before is not
     *     known then
     */
    public record Entry(String key, String value, int line, boolean typed) {
        /** An entry that was a text. */
        public Entry(String key, String value, int line) {
            this(key, value, line, false);
        }

        /** Shows no value. */
        @Override
        public String toString() {
            return key;
        }
    }
}
