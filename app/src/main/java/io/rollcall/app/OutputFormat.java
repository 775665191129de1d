package io.rollcall.app;

import picocli.CommandLine;

/** The format of reports. */
enum OutputFormat {
    TEXT,
    JSON,
    /** For the audit and attendance only. */
    CSV;

    /** Reads the words of the option. */
    static final class Words implements CommandLine.ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String word) {
            return switch (word) {
                case "text" -> TEXT;
                case "json" -> JSON;
                case "csv" -> CSV;
                default ->
                    throw new CommandLine.TypeConversionException(
                            "must be text or json (audit and attendance: or csv)");
            };
        }
    }
}
