package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.RobotSettings.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code robots} section of a company file. */
final class RobotReader {
    private static final List<RobotSettings> DEFAULTS = List.of(
            new RobotSettings(Kind.DINGTALK, "rehearsal-dingtalk", "SECrehearsal", ""),
            new RobotSettings(Kind.FEISHU, "rehearsal-feishu", "rehearsal-secret", ""),
            new RobotSettings(Kind.WECOM, "rehearsal-wecom", "", ""),
            new RobotSettings(Kind.SLACK, "T000/B000/rehearsal", "", ""));

    private RobotReader() {}

    /** The robots; one of each kind if the file names none. */
    static List<RobotSettings> read(JsonSection file) {
        if (!file.has("robots")) {
            return DEFAULTS;
        }
        List<RobotSettings> robots = new ArrayList<>();
        for (JsonSection section : file.sections("robots")) {
            robots.add(new RobotSettings(
                    section.choice("kind", Kind.DINGTALK),
                    section.text("key", "rehearsal-" + robots.size()),
                    section.text("secret", ""),
                    section.text("keyword", "")));
            section.end();
        }
        return robots;
    }
}
