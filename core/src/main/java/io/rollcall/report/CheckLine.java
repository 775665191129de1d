package io.rollcall.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.WireName;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Fault.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a check: one thing that the flows need, and whether it is there.
 *
 * @param check what was checked: an operation, {@code store}, {@code file}, {@code people}, {@code budget}, {@code stream},
 *     {@code schedule} or {@code tell}
 * @param subject for whom or what it was tried, for example {@code user UN1}; null where that says nothing
 * @param flows the flows that need it, by name; empty for what is needed anyway
 * @param fault the kind of fault; null where nothing failed
 * @param code the vendor's code; null where there is none
 * @param requestId the vendor's id of the request; null where there is none
 * @param message what to do, or what else there is to say; null where everything is said
 * @param amount metered calls; null where the line is about something else
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"check", "result", "subject", "flows", "amount"})
public record CheckLine(
        String check,
        Result result,
        @Nullable String subject,
        List<String> flows,
        @Nullable Kind fault,
        @Nullable String code,
        @Nullable String requestId,
        @Nullable String message,
        @JsonUnwrapped @Nullable Amount amount) {
    public CheckLine {
        flows = List.copyOf(flows);
    }

    /** How a check ended. */
    public enum Result implements WireName {
        OK("ok"),
        FAILED("failed"),
        /** Something else, which failed, comes first. */
        NOT_TRIED("not-tried"),
        /** It cannot be tried now, or not without changing something. */
        NOT_TESTABLE("not-testable"),
        /** It works, but needs attention. */
        WARNING("warning");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * Metered calls against what there may be.
     *
     * @param budget calls a month; 0 for not metered
     */
    public record Amount(@JsonProperty("meteredCalls") long calls, @JsonProperty("monthlyCalls") long budget) {}

    /** A line without a fault. */
    public static CheckLine of(
            String check, Result result, @Nullable String subject, List<String> flows, @Nullable String message) {
        return new CheckLine(check, result, subject, flows, null, null, null, message, null);
    }

    /** A line about something that failed. */
    public static CheckLine failed(String check, @Nullable String subject, List<String> flows, Fault fault) {
        return new CheckLine(
                check,
                Result.FAILED,
                subject,
                flows,
                fault.kind(),
                fault.origin().code(),
                fault.origin().requestId(),
                fault.remedy(),
                null);
    }

    /**
     * The same line as a warning.
     *
     * @param lacking a sentence about what does not work, behind the message
     */
    public CheckLine warning(String lacking) {
        return new CheckLine(
                check,
                Result.WARNING,
                subject,
                flows,
                fault,
                code,
                requestId,
                message == null ? lacking : message + " " + lacking,
                amount);
    }

    /** The same line with an amount. */
    public CheckLine with(Amount calls) {
        return new CheckLine(check, result, subject, flows, fault, code, requestId, message, calls);
    }
}
