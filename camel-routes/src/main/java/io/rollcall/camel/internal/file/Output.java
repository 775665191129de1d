package io.rollcall.camel.internal.file;

import io.rollcall.flow.internal.Work;
import java.io.IOException;

/** Where a run's output goes. Used by the thread that conducts the run. */
public interface Output extends AutoCloseable {

    /** For runs that write nothing. */
    Output NONE = new Output() {
        @Override
        public void write(Work.Write output) {
            throw new IllegalStateException("this flow has no output");
        }

        @Override
        public void close() {}
    };

    void write(Work.Write output) throws IOException;

    /** The run is over: nothing half-written stays behind, whatever happened. */
    @Override
    void close();
}
