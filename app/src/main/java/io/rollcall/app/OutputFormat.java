package io.rollcall.app;

import io.rollcall.report.FlowReport;
import io.rollcall.report.ReportJson;
import io.rollcall.report.ReportText;
import picocli.CommandLine;

/** How reports are printed. */
enum OutputFormat {
    TEXT {
        @Override
        String of(FlowReport report) {
            return ReportText.write(report);
        }
    },
    JSON {
        @Override
        String of(FlowReport report) {
            return ReportJson.write(report);
        }
    },
    /** For the audit only. */
    CSV {
        @Override
        String of(FlowReport report) {
            throw new UsageException("--output csv is for audit only; use text or json.");
        }
    };

    abstract String of(FlowReport report);

    /** Reads the words of the option. */
    static final class Words implements CommandLine.ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String word) {
            return switch (word) {
                case "text" -> TEXT;
                case "json" -> JSON;
                case "csv" -> CSV;
                default -> throw new CommandLine.TypeConversionException("must be text or json (audit: or csv)");
            };
        }
    }
}
