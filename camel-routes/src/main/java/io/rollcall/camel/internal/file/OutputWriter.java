package io.rollcall.camel.internal.file;

import io.rollcall.task.Command;
import java.io.IOException;

/** Writes a run's output. Used by the thread that executes the run. */
public interface OutputWriter extends AutoCloseable {

    /** Writes nothing. */
    OutputWriter NONE = new OutputWriter() {
        @Override
        public void write(Command.WriteOutput output) {
            throw new IllegalStateException("this flow has no output");
        }

        @Override
        public void close() {}
    };

    void write(Command.WriteOutput output) throws IOException;

    /** Ends the output. Deletes a file that is not complete. */
    @Override
    void close();
}
