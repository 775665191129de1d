package io.rollcall.camel.internal.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes a file and has it flushed to the disk meanwhile, a part at a time: the disk works while the run waits for vendors, not at
 * its end. Small files are left alone. Used by one thread at a time.
 */
final class ForcedAhead extends FilterOutputStream {
    private static final long PART = 32L << 20;

    private final PartialFile file;
    private final Executor executor;
    private final AtomicBoolean forcing = new AtomicBoolean();
    private long unforced;

    /** @param executor of work that blocks; where it takes no more, nothing is flushed ahead */
    ForcedAhead(PartialFile file, Executor executor) {
        super(file.output());
        this.file = file;
        this.executor = executor;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        unforced += length;
        if (unforced >= PART && forcing.compareAndSet(false, true)) {
            unforced = 0;
            try {
                executor.execute(this::force);
            } catch (RejectedExecutionException ending) {
                forcing.set(false);
            }
        }
    }

    private void force() {
        try {
            file.forceAhead();
        } finally {
            forcing.set(false);
        }
    }
}
