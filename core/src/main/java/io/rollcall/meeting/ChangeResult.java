package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.state.AuditRepository;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The result of changes that were made with one request. Immutable and thread-safe.
 *
 * @param code the vendor's error code; null if there is none
 * @param requestId the vendor's id of the request; null if there is none
 */
public record ChangeResult(End end, @Nullable String code, @Nullable String requestId) {

    /** The possible results of a change. */
    public enum End {
        /** The vendor's response was a success. */
        ACCEPTED(Change.Status.DONE, AuditRepository.Result.DONE),
        /** The response was lost, and a later read of the meeting shows the change. */
        VERIFIED(Change.Status.DONE, AuditRepository.Result.DONE),
        /** Certainly not done. */
        REFUSED(Change.Status.FAILED, AuditRepository.Result.FAILED),
        /** The response was lost; the change may have been made. */
        UNKNOWN(Change.Status.UNKNOWN, AuditRepository.Result.UNKNOWN),
        /** Not requested: changes were paused after the intention was written. */
        PAUSED(Change.Status.PAUSED, AuditRepository.Result.PAUSED);

        private final Change.Status status;
        private final AuditRepository.Result result;

        End(Change.Status status, AuditRepository.Result result) {
            this.status = status;
            this.result = result;
        }

        /** The status in reports. */
        public Change.Status status() {
            return status;
        }

        /** The result in the audit. */
        public AuditRepository.Result result() {
            return result;
        }

        /** Whether the change was certainly not made. */
        public boolean isCertainlyNotDone() {
            return this == REFUSED || this == PAUSED;
        }
    }

    /** The result of changes that were requested once and are not verified. */
    public static ChangeResult of(Outcome<Accepted> outcome) {
        if (outcome instanceof Outcome.Failed<Accepted> failed) {
            Fault fault = failed.fault();
            return fault.certainlyNotDone() ? notDone(fault) : of(End.UNKNOWN, fault);
        }
        return accepted(((Outcome.Done<Accepted>) outcome).requestId());
    }

    /** The result of changes that were certainly not made. */
    static ChangeResult notDone(Fault fault) {
        return of(fault instanceof Fault.Paused ? End.PAUSED : End.REFUSED, fault);
    }

    static ChangeResult accepted(@Nullable String requestId) {
        return new ChangeResult(End.ACCEPTED, null, requestId);
    }

    static ChangeResult of(End end, Fault fault) {
        return new ChangeResult(end, fault.origin().code(), fault.origin().requestId());
    }
}
