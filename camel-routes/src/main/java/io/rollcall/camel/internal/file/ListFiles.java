package io.rollcall.camel.internal.file;

import io.rollcall.call.Clocks;
import io.rollcall.config.ListChange;
import io.rollcall.flow.ListFormat;
import io.rollcall.report.Problem;
import io.rollcall.setting.ListFile;
import io.rollcall.setting.UnreadableFiles;
import io.rollcall.state.ListFingerprintRepository;
import io.rollcall.state.ListFingerprintRepository.Fingerprint;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads list files at every run, so that a change takes effect at the next run. An invalid file is a problem, and the last
 * valid list stays in force. An empty file is a problem too. Thread-safe.
 */
public final class ListFiles {
    private final Supplier<ListFingerprintRepository> fingerprints;
    private final Clocks clocks;
    private final Map<Key, Known<?>> known = new HashMap<>();

    /** A file, read in one format. */
    private record Key(ListFormat<?> format, Path file) {}

    /** @param fingerprints the store's repository, requested at each use of a guarded list */
    public ListFiles(Supplier<ListFingerprintRepository> fingerprints, Clocks clocks) {
        this.fingerprints = fingerprints;
        this.clocks = clocks;
    }

    /**
     * The last state of a file in this process.
     *
     * @param items the list in force; null if an earlier process accepted it
     * @param fingerprint null if the list is not guarded
     * @param doubtfulSince when this process first read the doubtful entries, by the monotonic clock; null if it did not
     */
    private record Known<T>(
            @Nullable List<T> items, @Nullable Fingerprint fingerprint, @Nullable Instant doubtfulSince) {}

    /**
     * Returns the items of the file, or of its last valid version; empty if {@code file} is null.
     *
     * @param remember whether the store may be written
     * @param problems receives why the file, or a part of it, is not used
     */
    public synchronized <T> List<T> read(
            ListFormat<T> format, @Nullable Path file, boolean remember, Consumer<Problem> problems) {
        if (file == null) {
            return List.of();
        }
        Key key = new Key(format, file);
        @SuppressWarnings("unchecked") // a format's files hold what the format reads
        Known<T> before = (Known<T>) known.get(key);
        List<T> lastGood = before == null ? null : before.items();
        try {
            ListFile<T> list = format.parser().apply(Files.readString(file));
            if (list.isValid()) {
                List<T> items = format.guarded()
                        ? compared(key, list.items(), before, fingerprints.get(), remember, problems)
                        : accepted(key, list.items());
                if (list.items().isEmpty()) {
                    problems.accept(problem(file, file + " is empty. If that is right, remove the key that names it."));
                }
                return items;
            }
            list.problems().forEach(problem -> problems.accept(broken(file, problem.in(file.toString()), lastGood)));
        } catch (IOException unreadable) {
            problems.accept(broken(file, file + " cannot be read: " + UnreadableFiles.reason(unreadable), lastGood));
        } catch (StoreException lost) {
            problems.accept(
                    new Problem("store", Fault.Kind.NO_ANSWER, "store", null, String.valueOf(lost.getMessage())));
        }
        return lastGood == null ? List.of() : lastGood;
    }

    private <T> List<T> accepted(Key key, List<T> items) {
        known.put(key, new Known<>(items, null, null));
        return items;
    }

    private <T> List<T> compared(
            Key key,
            List<T> items,
            @Nullable Known<T> before,
            ListFingerprintRepository store,
            boolean remember,
            Consumer<Problem> problems) {
        Path file = key.file();
        String name = file.toAbsolutePath().toString();
        Fingerprint remembered =
                before != null ? before.fingerprint() : store.find(name).orElse(null);
        Instant began = before == null ? null : before.doubtfulSince();
        Instant now = clocks.monotonic().instant();
        ListChange change = ListChange.of(
                remembered,
                items.size(),
                hash(items),
                clocks.wall().instant(),
                began == null ? null : Duration.between(began, now));
        Fingerprint next = change.next();
        if (remember && !next.equals(remembered)) {
            store.keep(name, next);
        }
        if (change.counts()) {
            known.put(key, new Known<>(items, next, null));
            return items;
        }
        boolean sameDoubt = remembered != null && next.equals(remembered);
        List<T> old = before == null ? null : before.items();
        known.put(key, new Known<>(old, next, sameDoubt ? began : now));
        problems.accept(problem(
                file,
                file + " had " + next.count() + " entries and has " + items.size() + " now; it may be half written. "
                        + (old == null ? "No role is removed in this run" : "The list read before stays in force")
                        + " until the file has been the same for " + ListChange.STEADY.toSeconds() + " seconds."));
        return old == null ? items : old;
    }

    private static String hash(List<?> items) {
        String text = items.stream().map(Object::toString).sorted().collect(Collectors.joining("\n"));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Problem broken(Path file, String what, @Nullable List<?> lastGood) {
        String kept = lastGood == null ? "it lists no person in this run" : "the list read before stays in force";
        return problem(file, what + "; " + kept + ".");
    }

    private static Problem problem(Path file, String message) {
        return new Problem("file " + file.getFileName(), Fault.Kind.BAD_REQUEST, null, null, message);
    }
}
