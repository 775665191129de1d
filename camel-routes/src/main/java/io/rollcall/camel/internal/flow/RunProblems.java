package io.rollcall.camel.internal.flow;

import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.report.Problem;
import io.rollcall.setting.Durations;
import io.rollcall.state.StoreException;
import io.rollcall.task.StepException;
import io.rollcall.vendor.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a report says of a run that an exception ended. Stateless and thread-safe. */
final class RunProblems {
    private static final Logger LOG = LoggerFactory.getLogger(RunProblems.class);

    static final Problem STOPPED = noAnswer("flow", "stopped", "Rollcall was stopped during the run; run it again.");

    private RunProblems() {}

    /** The run's time is over, and so is that of its calls. */
    static final class ExpiredException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The program, or the host's context, is being stopped. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The output could not be written. */
    static final class OutputException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final IOException reason;

        OutputException(IOException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** @param longest the longest time that the run may take */
    static Problem of(Throwable cause, Duration longest) {
        if (cause instanceof StoppedException || cause instanceof RejectedExecutionException) {
            return STOPPED;
        } else if (cause instanceof ExpiredException) {
            return tooLong(longest);
        } else if (cause instanceof StoreException lost) {
            return noAnswer("store", "store", String.valueOf(lost.getMessage()));
        } else if (cause instanceof OutputException output) {
            return noAnswer("output", "output", why(output.reason));
        } else if (cause instanceof StepException step) {
            LOG.error("a step of the host's route ended the run", UnexpectedErrors.withoutMessages(step));
            return new Problem("flow", Fault.Kind.BAD_REQUEST, "step", null, String.valueOf(step.getMessage()));
        }
        return defect(cause);
    }

    /** An exception that is a defect of Rollcall or of a library. */
    static Problem defect(Throwable failure) {
        if (!FatalErrors.report(failure)) {
            LOG.error(
                    "a run ended with an unexpected error; this is a defect",
                    UnexpectedErrors.withoutMessages(failure));
        }
        String what = failure instanceof OutOfMemoryError
                ? "The Java virtual machine ran out of memory. Give it more (-Xmx), and report what the flow was reading."
                : "The run ended with an unexpected error (" + UnexpectedErrors.name(failure)
                        + "). This is a defect of Rollcall, or of"
                        + " a library beside it; report it with the log's lines about it.";
        return new Problem("flow", Fault.Kind.UNREADABLE, "defect", null, what);
    }

    private static Problem tooLong(Duration longest) {
        return noAnswer(
                "flow",
                "max-duration",
                "The run took longer than " + Durations.words(longest)
                        + " and was stopped; what it did until then is in this"
                        + " report. Run it again, or raise max-duration.");
    }

    // the messages of file systems are often no more than a path
    private static String why(IOException unwritable) {
        return "The output could not be written (" + unwritable.getClass().getSimpleName() + ": "
                + unwritable.getMessage() + "); check the folder, its permissions and the space on its disk.";
    }

    // neither the store nor a file is a vendor; "no-answer" is the fault that says best that it is not there
    private static Problem noAnswer(String subject, String code, String message) {
        return new Problem(subject, Fault.Kind.NO_ANSWER, code, null, message);
    }
}
