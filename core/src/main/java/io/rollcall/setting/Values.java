package io.rollcall.setting;

import java.util.NoSuchElementException;
import java.util.Optional;

/** The values of a group's settings. Not thread-safe. */
public interface Values {

    /** The value given, else the default; empty where there is neither, and where what was given is malformed. */
    <T> Optional<T> find(Setting<T> setting);

    /**
     * The value of a setting that has one for certain: it has a default or was checked.
     *
     * @throws NoSuchElementException where there is none
     */
    default <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new NoSuchElementException("no value for " + setting.name()));
    }

    /** Whether somebody gave a value, malformed ones included. */
    boolean given(Setting<?> setting);

    /**
     * Reports that a value does not fit.
     *
     * @param what completes the sentence that starts with the key, and says what to do; without secrets
     */
    void problem(Setting<?> setting, String what);

    /** Reports the setting where nobody gave a value. */
    default void require(Setting<?> setting, String why) {
        if (!given(setting)) {
            String orFile = setting.fileName().map(name -> " (or " + name + ")").orElse("");
            problem(setting, "is missing: " + why + "; set it" + orFile);
        }
    }
}
