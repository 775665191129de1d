package io.rollcall.vendor;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.setting.ValueType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that must never be shown. Its text form is masked. Thread-safe. */
public interface Secret {
    /** A vendor's secret in a configuration: no vendor hands out secrets with blanks around them. */
    ValueType<Secret> KEY = ValueType.secret("secret", true, Secret::from);

    /** A password that people made up, in a configuration: its blanks count. */
    ValueType<Secret> PASSWORD = ValueType.secret("secret", false, Secret::from);

    /**
     * The value, read anew each time where it lies in a file.
     *
     * @throws UnavailableSecretException where it cannot be read now
     */
    String reveal();

    /** Whether two secrets have the same value now. A secret that cannot be read now counts as the same. */
    static boolean isSame(@Nullable Secret one, @Nullable Secret other) {
        if (one == null || other == null) {
            return one == other;
        }
        try {
            return MessageDigest.isEqual(
                    one.reveal().getBytes(StandardCharsets.UTF_8),
                    other.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (UnavailableSecretException unreadable) {
            return true;
        }
    }

    /** A secret whose value is known. */
    static Secret of(String value) {
        return from(() -> value);
    }

    /**
     * A secret whose value is asked for each time.
     *
     * @param source thread-safe; throws {@link UnavailableSecretException} where it has no value now
     */
    static Secret from(Supplier<String> source) {
        return new Secret() {
            @Override
            public String reveal() {
                return source.get();
            }

            @Override
            @JsonValue
            public String toString() {
                return "***";
            }
        };
    }
}
