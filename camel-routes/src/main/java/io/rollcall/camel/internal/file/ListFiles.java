package io.rollcall.camel.internal.file;

import io.rollcall.call.Fault;
import io.rollcall.config.ListFile;
import io.rollcall.report.Problem;
import io.rollcall.setting.UnreadableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lists that administrators keep in files: read anew at every run, so that a change takes effect at the next one. A
 * file that is broken is a problem, and the last good list stays. Thread-safe.
 *
 * @param <T> what the lists hold
 */
public final class ListFiles<T> {
    private final Function<String, ListFile<T>> parser;
    private final Map<Path, List<T>> lastGood = new ConcurrentHashMap<>();

    public ListFiles(Function<String, ListFile<T>> parser) {
        this.parser = parser;
    }

    /** What the file lists now, or listed when it was last in order; empty for no file. */
    public List<T> read(@Nullable Path file, Consumer<Problem> problems) {
        if (file == null) {
            return List.of();
        }
        try {
            ListFile<T> list = parser.apply(Files.readString(file));
            if (list.isValid()) {
                lastGood.put(file, list.items());
                return list.items();
            }
            list.problems().forEach(problem -> problems.accept(problem(file, problem.in(file.toString()))));
        } catch (IOException unreadable) {
            problems.accept(problem(file, file + " cannot be read: " + UnreadableFiles.reason(unreadable)));
        }
        return lastGood.getOrDefault(file, List.of());
    }

    private Problem problem(Path file, String what) {
        String kept = lastGood.containsKey(file) ? "the list read before stays in force" : "nobody is listed by it";
        return new Problem("file " + file.getFileName(), Fault.Kind.BAD_REQUEST, null, null, what + "; " + kept + ".");
    }
}
