package io.rollcall.setting;

import java.util.NoSuchElementException;
import java.util.Optional;

/** Reads the values of a group's settings, and collects problems. Not thread-safe. */
public interface Values {

    /** The configured value, or the default; empty if there is neither, or if the value is malformed. */
    <T> Optional<T> find(Setting<T> setting);

    /**
     * The value of a setting that has a default or was checked.
     *
     * @throws NoSuchElementException if there is none
     */
    default <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new NoSuchElementException("no value for " + setting.name()));
    }

    /** Whether a value is configured, also a malformed one. */
    boolean given(Setting<?> setting);

    /**
     * Reports that a value does not fit.
     *
     * @param what continues a sentence that begins with the key, and says what to do; without secrets
     */
    void problem(Setting<?> setting, String what);

    /** Reports the setting if it is not configured. */
    default void require(Setting<?> setting, String why) {
        if (!given(setting)) {
            String orFile = setting.fileName().map(name -> " (or " + name + ")").orElse("");
            problem(setting, "is missing: " + why + "; set it" + orFile);
        }
    }
}
