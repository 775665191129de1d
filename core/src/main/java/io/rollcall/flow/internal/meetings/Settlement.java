package io.rollcall.flow.internal.meetings;

import io.rollcall.call.Fault;
import io.rollcall.call.Outcome;
import io.rollcall.memory.AuditTrail;
import io.rollcall.provider.Accepted;
import io.rollcall.report.Change;
import org.jspecify.annotations.Nullable;

/**
 * How changes ended.
 *
 * @param code the vendor's code; null where there is none
 * @param requestId the vendor's id of the request; null where there is none
 */
public record Settlement(End end, @Nullable String code, @Nullable String requestId) {

    /** The four ways in which a change can end. */
    public enum End {
        /** The vendor answered success. */
        ACCEPTED(Change.Status.DONE, AuditTrail.Result.DONE),
        /** The answer was lost, but a second look shows the change. */
        SHOWN(Change.Status.DONE, AuditTrail.Result.DONE),
        /** Certainly not done. */
        REFUSED(Change.Status.FAILED, AuditTrail.Result.FAILED),
        /** Nobody knows. */
        UNKNOWN(Change.Status.UNKNOWN, AuditTrail.Result.UNKNOWN);

        private final Change.Status status;
        private final AuditTrail.Result result;

        End(Change.Status status, AuditTrail.Result result) {
            this.status = status;
            this.result = result;
        }

        /** As reports say it. */
        public Change.Status status() {
            return status;
        }

        /** As the audit says it. */
        public AuditTrail.Result result() {
            return result;
        }
    }

    /** How changes ended that were asked for once and not looked at again. */
    public static Settlement of(Outcome<Accepted> outcome) {
        if (outcome instanceof Outcome.Failed<Accepted> failed) {
            return of(failed.fault().certainlyNotDone() ? End.REFUSED : End.UNKNOWN, failed.fault());
        }
        return accepted(((Outcome.Done<Accepted>) outcome).requestId());
    }

    static Settlement accepted(@Nullable String requestId) {
        return new Settlement(End.ACCEPTED, null, requestId);
    }

    static Settlement of(End end, Fault fault) {
        return new Settlement(end, fault.origin().code(), fault.origin().requestId());
    }
}
