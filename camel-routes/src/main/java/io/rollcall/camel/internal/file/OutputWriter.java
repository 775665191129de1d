package io.rollcall.camel.internal.file;

import io.rollcall.task.Command;
import java.io.IOException;

/** Where a run's output goes. Used by the thread that conducts the run. */
public interface OutputWriter extends AutoCloseable {

    /** For runs that write nothing. */
    OutputWriter NONE = new OutputWriter() {
        @Override
        public void write(Command.WriteOutput output) {
            throw new IllegalStateException("this flow has no output");
        }

        @Override
        public void close() {}
    };

    void write(Command.WriteOutput output) throws IOException;

    /** The run is over: nothing half-written stays behind, whatever happened. */
    @Override
    void close();
}
