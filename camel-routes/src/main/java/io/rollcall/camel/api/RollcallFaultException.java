package io.rollcall.camel.api;

import io.rollcall.vendor.Fault;

/**
 * A vendor's fault, for a host's {@code onException}: the {@link Fault} says what to do about it. Neither it nor the
 * message holds a token, a secret or a person's data. It has no stack trace: where in this program it was made says
 * nothing about what went wrong at the vendor.
 */
public final class RollcallFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public RollcallFaultException(Fault fault) {
        super(message(fault), null, false, false);
        this.fault = fault;
    }

    private static String message(Fault fault) {
        StringBuilder text = new StringBuilder()
                .append(fault.kind().word())
                .append(" at ")
                .append(fault.origin().operation());
        if (fault.origin().code() != null) {
            text.append(", code ").append(fault.origin().code());
        }
        if (fault.origin().requestId() != null) {
            text.append(", request ").append(fault.origin().requestId());
        }
        return text.append(": ").append(fault.remedy()).toString();
    }

    /** What went wrong; gone after serialization. */
    public Fault fault() {
        return fault;
    }
}
