package io.rollcall.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All the texts of a configuration. What is set on the command line counts most, then the environment, then the files,
 * of which later ones count more.
 *
 * @param files weakest first
 * @param environment the variables; those that are none of Rollcall's business are passed over
 * @param assignments {@code KEY=VALUE}, as on the command line
 */
public record Sources(List<File> files, Map<String, String> environment, List<String> assignments) {
    public Sources {
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
        assignments = List.copyOf(assignments);
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

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A key and its value.
     *
     * @param line counted from 1; 0 where nobody knows
     */
    public record Entry(String key, String value, int line) {
        /** Shows no value. */
        @Override
        public String toString() {
            return key;
        }
    }
}
