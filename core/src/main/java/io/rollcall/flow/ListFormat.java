package io.rollcall.flow;

import io.rollcall.setting.ListFile;
import java.util.function.Function;

/**
 * A format of list files. Compared by identity of its parser, so each format is one constant.
 *
 * @param parser reads the whole text of a file; never throws
 * @param guarded whether a reading that lost most entries counts only once the file has stayed the same for a while
 * @param <T> what the lists hold
 */
public record ListFormat<T>(Function<String, ListFile<T>> parser, boolean guarded) {}
