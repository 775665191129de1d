package io.rollcall.vendor;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a vendor's list that could not be read. A row that cannot be read costs that row, never its list: the rest of
 * the list is used, and the report has a problem for what was skipped. Immutable and thread-safe.
 *
 * @param count how many rows were skipped
 * @param shown what is known of the first {@value #MOST_SHOWN} of them: their place in the list, what is wrong, and at most
 *     an id
 */
public record SkippedRows(int count, List<String> shown) {
    /** The most rows of one list that reports name one by one. */
    public static final int MOST_SHOWN = 5;

    /** Every row was read. */
    public static final SkippedRows NONE = new SkippedRows(0, List.of());

    public SkippedRows {
        shown = List.copyOf(shown);
    }

    /** Whether every row was read. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** One more row, named where few were skipped before. */
    public SkippedRows plus(String row) {
        return plus(new SkippedRows(1, List.of(row)));
    }

    /** These and the skipped rows of another answer, for example of the list's next page. */
    public SkippedRows plus(SkippedRows more) {
        if (more.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(shown);
        more.shown.stream().limit(Math.max(0, MOST_SHOWN - all.size())).forEach(all::add);
        return new SkippedRows(count + more.count, all);
    }

    /** One sentence for each row that is named, and one for all others. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (String row : shown) {
            sentences.add("The vendor's list has a row that cannot be read: " + row + HELP);
        }
        int others = count - shown.size();
        if (others > 0) {
            sentences.add("The vendor's list has " + others + (others == 1 ? " more row" : " more rows")
                    + " that cannot be read" + HELP);
        }
        return sentences;
    }

    private static final String HELP =
            ". Rollcall skipped it and used the rest of the list. If it stays so, report it to the vendor's support.";
}
