package io.rollcall.camel;

import io.rollcall.json.WireName;
import io.rollcall.report.FlowReport;
import io.rollcall.setting.ValueTypes;
import io.rollcall.tell.ChannelKind;
import io.rollcall.tell.ChannelKind.Options;
import io.rollcall.tell.Language;
import io.rollcall.tell.RunMessage;
import io.rollcall.tell.When;
import io.rollcall.tell.dingtalk.DingTalkRobot;
import io.rollcall.tell.feishu.FeishuRobot;
import io.rollcall.tell.slack.SlackWebhook;
import io.rollcall.tell.wecom.WeComRobot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the message about a run as the body that a chat service's robot takes, unsigned. Immutable and thread-safe.
 *
 * @param when which runs have a message
 */
record RobotFormat(ChannelKind kind, When when, Language language) {
    private static final Map<String, ChannelKind> FORMATS = formats();

    private static Map<String, ChannelKind> formats() {
        Map<String, ChannelKind> formats = new LinkedHashMap<>();
        for (ChannelKind kind : List.of(new DingTalkRobot(), new FeishuRobot(), new WeComRobot(), new SlackWebhook())) {
            formats.put(kind.word() + "-robot", kind);
        }
        return formats;
    }

    /**
     * Reads the options of an endpoint.
     *
     * @param kinds {@code problem} for runs with problems, {@code change} also for runs with changes, {@code report} for all runs
     * @param language null for English
     * @throws IllegalArgumentException if one of them is unknown
     */
    static RobotFormat of(String format, Set<String> kinds, @Nullable String language) {
        ChannelKind kind = FORMATS.get(format);
        if (kind == null) {
            throw new IllegalArgumentException("rollcall:events has no format " + ValueTypes.quoted(format)
                    + ". The formats are " + String.join(", ", FORMATS.keySet()) + ".");
        }
        When when = kinds.contains("report") ? When.REPORTS : kinds.contains("change") ? When.CHANGES : When.PROBLEMS;
        List<String> words = new ArrayList<>();
        for (Language one : Language.values()) {
            if (one.word().equals(language == null ? Language.ENGLISH.word() : language)) {
                return new RobotFormat(kind, when, one);
            }
            words.add(((WireName) one).word());
        }
        throw new IllegalArgumentException("rollcall:events has no messages in this language. The languages are "
                + String.join(", ", words) + ".");
    }

    /** The body of the message about a run; empty if the run has none. */
    Optional<String> body(FlowReport report) {
        return RunMessage.of(report, when, language).map(message -> kind.body(message, Options.NONE));
    }
}
