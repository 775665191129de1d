package io.rollcall.camel.support;

import io.rollcall.tell.ChannelKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out whether the libraries of kinds of channels are on the class path. Stateless and thread-safe. */
public final class NeededLibraries {
    private NeededLibraries() {}

    /** What to do about the library that a kind of channel needs; empty if it is there, or if none is needed. */
    public static Optional<String> remedy(ChannelKind kind) {
        return kind.library()
                .filter(library ->
                        !isThere(library.className(), Thread.currentThread().getContextClassLoader())
                                && !isThere(library.className(), NeededLibraries.class.getClassLoader()))
                .map(ChannelKind.NeededLibrary::remedy);
    }

    private static boolean isThere(String className, @Nullable ClassLoader loader) {
        try {
            Class.forName(className, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
