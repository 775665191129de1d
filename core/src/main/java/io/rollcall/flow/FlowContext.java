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
     * The name of the account that a setting names, if its vendor has all the capabilities; otherwise a problem is reported.
     *
     * @param needed the capabilities and how messages spell them
     */
    Optional<String> account(Setting<String> setting, Map<Class<?>, String> needed);

    /**
     * The word of a setting whose words a vendor defines: the given one, or the default. Where the vendor does not have the
     * default, the vendor's first word counts; a given word that it does not have is reported.
     *
     * @param account one that {@link #account} returned
     */
    String word(Setting<String> setting, String account);

    /** The absolute path of a setting that names a file; empty where none was given or it is malformed. */
    Optional<Path> file(Setting<String> setting);

    /** The path of a list that every run reads. Reports a list that is unreadable or wrong already now; null for none. */
    <T> @Nullable Path listFile(Setting<String> setting, Function<String, ListFile<T>> parser);

    /** Whether a directory of this name exists. */
    boolean isDirectory(Path path);

    /** Whether files can be created in an existing directory. */
    boolean isWritable(Path directory);
}
