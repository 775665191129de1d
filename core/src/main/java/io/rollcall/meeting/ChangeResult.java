package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.state.AuditRepository;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How changes ended.
 *
 * @param code the vendor's code; null where there is none
 * @param requestId the vendor's id of the request; null where there is none
 */
public record ChangeResult(End end, @Nullable String code, @Nullable String requestId) {

    /** The four ways in which a change can end. */
    public enum End {
        /** The vendor answered success. */
        ACCEPTED(Change.Status.DONE, AuditRepository.Result.DONE),
        /** The answer was lost, but a second look shows the change. */
        SHOWN(Change.Status.DONE, AuditRepository.Result.DONE),
        /** Certainly not done. */
        REFUSED(Change.Status.FAILED, AuditRepository.Result.FAILED),
        /** Nobody knows. */
        UNKNOWN(Change.Status.UNKNOWN, AuditRepository.Result.UNKNOWN);

        private final Change.Status status;
        private final AuditRepository.Result result;

        End(Change.Status status, AuditRepository.Result result) {
            this.status = status;
            this.result = result;
        }

        /** As reports say it. */
        public Change.Status status() {
            return status;
        }

        /** As the audit says it. */
        public AuditRepository.Result result() {
            return result;
        }
    }

    /** How changes ended that were asked for once and not looked at again. */
    public static ChangeResult of(Outcome<Accepted> outcome) {
        if (outcome instanceof Outcome.Failed<Accepted> failed) {
            return of(failed.fault().certainlyNotDone() ? End.REFUSED : End.UNKNOWN, failed.fault());
        }
        return accepted(((Outcome.Done<Accepted>) outcome).requestId());
    }

    static ChangeResult accepted(@Nullable String requestId) {
        return new ChangeResult(End.ACCEPTED, null, requestId);
    }

    static ChangeResult of(End end, Fault fault) {
        return new ChangeResult(end, fault.origin().code(), fault.origin().requestId());
    }
}
