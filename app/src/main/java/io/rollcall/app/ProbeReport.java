package io.rollcall.app;

import io.rollcall.app.text.ProbeText;
import io.rollcall.probe.Recording;
import io.rollcall.probe.RecordingFiles;
import io.rollcall.probe.RecordingScan;
import java.util.Set;

/** Shows a recording. Its files go where people look: with JSON on standard output, to standard error. */
record ProbeReport(Console console, OutputFormat format) {

    /** Shows every file whole, the index too: what was not seen cannot be agreed to. */
    void show(RecordingFiles files) {
        files.texts().forEach((name, text) -> {
            if (format == OutputFormat.JSON) {
                console.error("--- " + name + "\n" + text.stripTrailing());
            } else {
                console.report("--- " + name);
                console.print(text);
            }
        });
    }

    /** Prints what the recording shows. */
    void print(Recording recording, RecordingFiles files, RecordingScan scan) {
        if (format == OutputFormat.JSON) {
            console.print(files.index());
        } else {
            console.print(ProbeText.exchanges(files, recording.exchanges()));
            console.print(ProbeText.notRecorded(recording.notRecorded()));
            console.print(ProbeText.assumptions(recording.answers()));
            console.report("Searched for " + scan.size() + " secrets, ids and texts; none is in the files.");
        }
        unknown(
                "Names of fields and headers that Rollcall does not know. They are not in the files. If they are the vendor's own and"
                        + " name no one, write them into your report:",
                recording.unknownNames());
        unknown(
                "Fields with words that Rollcall does not know. The words are not in the files:",
                recording.unknownWords());
    }

    /** To standard error, which scripts do not keep with the report. */
    private void unknown(String what, Set<String> names) {
        if (!names.isEmpty()) {
            console.error(what);
            names.stream().limit(ProbeText.MOST_UNKNOWN).forEach(name -> console.error("  " + ProbeText.shown(name)));
        }
    }
}
