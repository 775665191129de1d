package io.rollcall.flow;

import io.rollcall.model.PersonEntry;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.setting.ListFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the list files of flows. */
public interface ListReader {

    /**
     * The entries of a file that count now, each once.
     *
     * @param file null for no file, which has no entries
     * @param problems receives what is wrong with the file
     */
    <T> List<T> read(ListFormat<T> format, @Nullable Path file, Consumer<Problem> problems);

    /**
     * The person of an entry as far as this process knows it: an id, or the person whom the last look-up found.
     *
     * @param account whose application looks people up
     */
    default Optional<UserId> known(String account, PersonEntry entry) {
        return entry instanceof PersonEntry.Known known ? Optional.of(known.id()) : Optional.empty();
    }

    /** Reads a whole file as UTF-8. */
    interface FileText {
        String read(Path file) throws IOException;
    }

    /** A reader for estimates: a file that is unreadable or wrong has no entries, and no problem is reported. */
    static ListReader lenient(FileText files) {
        return new ListReader() {
            @Override
            public <T> List<T> read(ListFormat<T> format, @Nullable Path file, Consumer<Problem> problems) {
                try {
                    ListFile<T> list = format.parser().apply(file == null ? "" : files.read(file));
                    return file != null && list.isValid() ? list.items() : List.of();
                } catch (IOException unreadable) {
                    return List.of();
                }
            }
        };
    }
}
