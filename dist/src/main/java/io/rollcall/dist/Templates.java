package io.rollcall.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Texts with marks such as {@code @commands@}, which the build replaces. */
final class Templates {
    private Templates() {}

    /**
     * Reads a template and replaces its marks.
     *
     * @throws IllegalStateException if the template lacks a mark
     */
    static String fill(Path template, Map<String, String> values) throws IOException {
        String text = Files.readString(template);
        for (Map.Entry<String, String> value : values.entrySet()) {
            String mark = "@" + value.getKey() + "@";
            if (!text.contains(mark)) {
                throw new IllegalStateException(template + " lacks " + mark + ".");
            }
            text = text.replace(mark, value.getValue());
        }
        return text;
    }
}
