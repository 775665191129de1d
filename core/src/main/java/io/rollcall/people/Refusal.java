package io.rollcall.people;

import io.rollcall.report.Problem;
import io.rollcall.vendor.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Why an entry of a list is nobody.
 *
 * @param code the vendor's; null where there is none
 * @param requestId the vendor's; null where there is none
 * @param message what happened and what to do; names candidates by userId only
 */
record Refusal(Fault.Kind kind, @Nullable String code, @Nullable String requestId, String message) {

    static Refusal of(Fault fault) {
        return new Refusal(fault.kind(), fault.origin().code(), fault.origin().requestId(), fault.remedy());
    }

    static Refusal notFound(String message) {
        return new Refusal(Fault.Kind.NOT_FOUND, null, null, message);
    }

    static Refusal wrong(String message) {
        return new Refusal(Fault.Kind.BAD_REQUEST, null, null, message);
    }

    Problem at(String place) {
        return new Problem(place, kind, code, requestId, message);
    }
}
