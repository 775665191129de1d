package io.rollcall.config;

import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.TextFiles;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.setting.UnreadableFiles;
import io.rollcall.setting.Values;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of one group, each read and complained about once, when the group is opened. */
final class GroupValues implements Values {
    private final SettingGroup group;
    private final ConfigurationLayers layers;
    private final Environment surroundings;
    private final ProblemCollector problems;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, ValueSource> origins = new HashMap<>();
    private final Set<String> troubled = new HashSet<>();

    GroupValues(SettingGroup group, ConfigurationLayers layers, Environment surroundings, ProblemCollector problems) {
        this.group = group;
        this.layers = layers;
        this.surroundings = surroundings;
        this.problems = problems;
        group.settings().forEach(this::read);
    }

    private <T> void read(Setting<T> setting) {
        RawValue inline = nonBlank(group.key(setting));
        RawValue inFile =
                setting.fileName().map(name -> nonBlank(group.prefix() + name)).orElse(null);
        if (inline != null && inFile != null) {
            if (inline.origin().layer() == inFile.origin().layer()) {
                origins.put(setting.name(), inFile.origin());
                problem(setting, "is given twice, by itself and by " + setting.name() + "-file; remove one of them");
                return;
            }
            // The usual precedence: what is set on the command line replaces what a file says, however it says it.
            if (inline.origin().layer() > inFile.origin().layer()) {
                inFile = null;
            } else {
                inline = null;
            }
        }
        RawValue given = inFile == null ? inline : inFile;
        if (given != null && given.typed() && (setting.kind().literal() || inFile != null)) {
            origins.put(setting.name(), given.origin());
            problem(
                    setting,
                    "is not quoted, so that YAML made a number, a truth value or a date of it; put it in quotes, and each"
                            + " item of a list, such as \"+8613800138000\"");
            return;
        }
        try {
            if (inFile != null) {
                origins.put(setting.name(), inFile.origin());
                values.put(setting.name(), fromFile(setting, inFile));
            } else if (inline != null) {
                origins.put(setting.name(), inline.origin());
                values.put(setting.name(), setting.kind().read(inline.text()));
            } else if (setting.defaultText() != null) {
                values.put(setting.name(), setting.kind().read(setting.defaultText()));
            }
        } catch (MalformedValueException malformed) {
            problem(setting, malformed.explanation());
        } catch (UnavailableSecretException unavailable) {
            troubled.add(setting.name());
            problems.add("", origins.get(setting.name()), String.valueOf(unavailable.getMessage()));
        }
    }

    private @Nullable RawValue nonBlank(String key) {
        RawValue given = layers.get(key);
        return given == null || given.isBlank() ? null : given;
    }

    private <T> T fromFile(Setting<T> setting, RawValue given) {
        String key = group.key(setting) + "-file";
        Path path = path(given.text().strip(), given.origin());
        // Tried now, not only when the value is needed. What is no file may be the secret
        // itself, put under the wrong key: its text is not shown.
        var unused = secret(key, path, "its name starts from " + path("", given.origin()));
        return setting.kind().reader().apply(() -> secret(key, path, path.toString()));
    }

    /**
     * Reads a secret.
     *
     * @param where tells the administrator which file is meant
     */
    private String secret(String key, Path path, String where) {
        try {
            String text = TextFiles.withoutByteOrderMark(surroundings.read(path));
            String value = text.replaceFirst("(\r\n|\n|\r)\\z", "");
            if (value.isBlank()) {
                throw new UnavailableSecretException(key + " names an empty file: " + path);
            }
            return value;
        } catch (IOException unreadable) {
            throw new UnavailableSecretException(
                    key + " names a file that cannot be read: " + where + ": " + UnreadableFiles.reason(unreadable));
        }
    }

    /** Where a path leads. */
    private Path path(String text, @Nullable ValueSource origin) {
        try {
            Path folder = origin == null || origin.folder() == null ? Path.of("") : origin.folder();
            return surroundings
                    .workingDirectory()
                    .resolve(folder)
                    .resolve(Path.of(text))
                    .normalize();
        } catch (InvalidPathException malformed) {
            throw new MalformedValueException(
                    "must hold a path (where it is one, the locale of this machine cannot write it; try LANG=C.UTF-8)");
        }
    }

    /** The whole path of a setting that names a file; empty where none was given or it is malformed. */
    Optional<Path> file(Setting<String> setting) {
        return find(setting).flatMap(text -> path(setting, text));
    }

    /** The whole path that a part of a setting's value names; empty where it is malformed. */
    Optional<Path> path(Setting<?> setting, String part) {
        try {
            return Optional.of(path(part, origins.get(setting.name())));
        } catch (MalformedValueException malformed) {
            problem(setting, malformed.explanation());
            return Optional.empty();
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a name's value was read by that name's setting
    public <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable((T) values.get(setting.name()));
    }

    @Override
    public boolean given(Setting<?> setting) {
        return origins.containsKey(setting.name());
    }

    @Override
    public void problem(Setting<?> setting, String what) {
        troubled.add(setting.name());
        problems.add(group.key(setting), origins.get(setting.name()), what);
    }

    /** A problem that is not reported yet, and leaves the value sound. */
    ConfigurationProblem later(Setting<?> setting, String what) {
        ValueSource origin = origins.get(setting.name());
        return new ConfigurationProblem(group.key(setting), origin == null ? null : origin.name(), what);
    }

    /** Whether nothing is wrong with any value of this group. */
    boolean isSound() {
        return troubled.isEmpty();
    }
}
