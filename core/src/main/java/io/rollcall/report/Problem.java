package io.rollcall.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rollcall.json.DocumentedJson;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.SkippedRows;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong in a run, for the person who must act.
 *
 * @param subject for whom or what, for example {@code user UN9}, {@code meeting c1}, {@code department 12}
 * @param fault the kind of fault
 * @param code the vendor's code; null where there is none
 * @param requestId the vendor's id of the request; null where there is none
 * @param message what happened and what to do
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String subject, Fault.Kind fault, @Nullable String code, @Nullable String requestId, String message) {

    private static final Set<String> OWN = Set.of("store", "output");

    /** What is wrong, in a word for people; the store and the output are no vendors that could give no answer. */
    public String word() {
        return OWN.contains(subject) && fault == Fault.Kind.NO_ANSWER ? "unusable" : fault.word();
    }

    /** The problem that a failed call makes for a subject. */
    public static Problem of(String subject, Fault fault) {
        return new Problem(
                subject, fault.kind(), fault.origin().code(), fault.origin().requestId(), fault.remedy());
    }

    /**
     * The problems that skipped rows of a list make for a subject: one for each of the first few, and one for the others.
     *
     * @param requestId the vendor's id of the request; null where there is none
     */
    public static List<Problem> ofSkipped(String subject, SkippedRows skipped, @Nullable String requestId) {
        return skipped.sentences().stream()
                .map(sentence -> new Problem(subject, Fault.Kind.UNREADABLE, null, requestId, sentence))
                .toList();
    }
}
