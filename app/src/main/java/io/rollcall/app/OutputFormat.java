package io.rollcall.app;

import io.rollcall.app.text.ReportText;
import io.rollcall.report.FlowReport;
import io.rollcall.report.JsonLine;
import java.time.ZoneId;
import picocli.CommandLine;

/** The format of reports. */
enum OutputFormat {
    TEXT {
        @Override
        String of(FlowReport report, ZoneId zone) {
            return ReportText.write(report, zone);
        }
    },
    JSON {
        @Override
        String of(FlowReport report, ZoneId zone) {
            return JsonLine.of(report);
        }
    },
    /** For the audit only. */
    CSV {
        @Override
        String of(FlowReport report, ZoneId zone) {
            throw new UsageException("--output csv is for audit only; use text or json.");
        }
    };

    /**
     * A report in this format.
     *
     * @param zone the zone of times in text; JSON has instants
     */
    abstract String of(FlowReport report, ZoneId zone);

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
