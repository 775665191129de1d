package io.rollcall.probe;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, anonymised. Immutable.
 *
 * @param request made from pseudonyms, without a token; null for a request that consists of secrets
 * @param method the method and path of the request, also where it consists of secrets
 * @param response anonymised
 * @param form what the answer's body was
 * @param live how the answer was read when it came
 * @param replayed how the anonymised answer was read; different from {@code live} where the recording lacks something
 */
public record RecordedExchange(
        OperationName operation,
        @Nullable HttpRequest request,
        Target method,
        HttpResponse response,
        ResponseBody.Form form,
        Reading live,
        Reading replayed) {

    /** Where a request went, without a host and a query. */
    public record Target(HttpRequest.Method method, String path) {}

    /**
     * What a reader made of an answer.
     *
     * @param fault null if it was read as an answer
     * @param skippedRows rows of a list that could not be read
     * @param shape of the neutral answer, see {@link AnswerShape}; blank for a fault
     */
    public record Reading(Fault.@Nullable Kind fault, int skippedRows, String shape) {
        static Reading of(ParsedResponse<?> parsed) {
            return parsed instanceof ParsedResponse.Answer<?> answer
                    ? new Reading(null, answer.skipped().count(), AnswerShape.of(answer.value()))
                    : new Reading(((ParsedResponse.Refusal<?>) parsed).fault().kind(), 0, "");
        }

        /** In a word or two, without the shape. */
        @Override
        public String toString() {
            return (fault == null ? "answer" : fault.word())
                    + (skippedRows == 0 ? "" : ", " + skippedRows + " rows unreadable");
        }
    }

    /** How the anonymised answer was read, in words that differ from those of {@code live} where the readings do. */
    public String replayedWords() {
        return replayed + (live.toString().equals(replayed.toString()) && !isReplayable() ? ", other content" : "");
    }

    /** Whether the production reader reads the recorded answer as it read the real one. */
    public boolean isReplayable() {
        return live.equals(replayed);
    }
}
