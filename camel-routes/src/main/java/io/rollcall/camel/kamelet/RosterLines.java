package io.rollcall.camel.kamelet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of a roster's file, one in memory at a time; the file is gone when the message that they are for is through.
 * Used by one thread at a time.
 */
final class RosterLines implements Iterator<String> {
    private static final Logger LOG = LoggerFactory.getLogger(RosterLines.class);

    private final BufferedReader reader;
    private @Nullable String next;

    private RosterLines(BufferedReader reader) throws IOException {
        this.reader = reader;
        this.next = reader.readLine();
    }

    /** The lines of a file, for an exchange with whose end the file ends. */
    static RosterLines of(Path file, Exchange exchange) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                end(reader, file);
            }
        });
        return new RosterLines(reader);
    }

    private static void end(BufferedReader reader, Path file) {
        try {
            reader.close();
            Files.deleteIfExists(file);
        } catch (IOException undeletable) {
            LOG.warn("{} could not be deleted; delete it by hand", file);
        }
    }

    /** Deletes a folder, unless something is in it. */
    static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException used) {
            LOG.debug("{} is still in use", folder);
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public String next() {
        String line = next;
        if (line == null) {
            throw new NoSuchElementException("the roster has no more lines");
        }
        try {
            next = reader.readLine();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the roster cannot be read any further", unreadable);
        }
        return line;
    }
}
