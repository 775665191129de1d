package io.rollcall.flow;

import io.rollcall.setting.ListFile;
import io.rollcall.setting.Setting;
import io.rollcall.setting.Values;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values from which one flow is made. Not thread-safe. */
public interface FlowContext {

    /** The flow's name. */
    String name();

    /** What the flow has in common with every other flow. Problems are reported. */
    FlowConfig.Common common();

    /** The values of the flow's settings. */
    Values values();

    /** Whether no problem with any value of the flow was reported. */
    boolean isSound();

    /**
     * The name of the account that one of the type's {@link FlowType#providers} names, or of the first vendor that has the
     * capabilities; empty where the vendor lacks one, which is reported.
     */
    Optional<String> account(Setting<String> setting);

    /**
     * The flow's values of the settings that an account's vendor adds for a capability, by their names; for those that are not
     * given, the vendor's defaults. What the vendor does not accept is reported.
     *
     * @param account one that {@link #account} returned
     */
    Map<String, String> options(Class<?> capability, String account);

    /** The absolute path of a setting that names a file; empty where none was given or it is malformed. */
    Optional<Path> file(Setting<String> setting);

    /** The path of a list that every run reads. Reports a list that is unreadable or wrong already now; null for none. */
    <T> @Nullable Path listFile(Setting<String> setting, Function<String, ListFile<T>> parser);

    /** Whether a directory of this name exists. */
    boolean isDirectory(Path path);

    /** Whether files can be created in an existing directory. */
    boolean isWritable(Path directory);
}
