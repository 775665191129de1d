package io.rollcall.camel.internal.notify;

import io.rollcall.camel.internal.http.NetworkMessages;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/** Why something failed, for logs: exceptions' own messages may hold addresses, credentials and people's data. */
final class ErrorSummaries {
    private ErrorSummaries() {}

    /** The exception's class, and what is known of the reason. */
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
            return "the answer's status is " + answered.getStatusCode();
        }
        if (failure instanceof Destination.RefusedByRobotException refused) {
            return refused.getMessage();
        }
        return failure instanceof Exception exception ? NetworkMessages.known(exception) : null;
    }

    /** The class of what is behind an exception. */
    static String className(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
