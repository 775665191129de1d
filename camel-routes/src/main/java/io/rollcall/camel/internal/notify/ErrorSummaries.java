package io.rollcall.camel.internal.notify;

import io.rollcall.camel.internal.http.NetworkMessages;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Summarizes failures for logs, without the exceptions' messages, which may contain URLs, credentials and personal data.
 * Stateless and thread-safe.
 */
final class ErrorSummaries {
    private ErrorSummaries() {}

    /** The exception's class, and the reason if it is known. */
    static String of(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            String known = known(one);
            if (known != null) {
                return className(failure) + ": " + known;
            }
        }
        return className(failure);
    }

    private static @Nullable String known(Throwable failure) {
        if (failure instanceof HttpOperationFailedException answered) {
            return "the response has status " + answered.getStatusCode();
        }
        if (failure instanceof Destination.RefusedByRobotException refused) {
            return refused.getMessage();
        }
        return failure instanceof Exception exception ? NetworkMessages.known(exception) : null;
    }

    /** The class of the root cause. */
    static String className(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
