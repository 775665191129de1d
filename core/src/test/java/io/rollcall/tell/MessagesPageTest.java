package io.rollcall.tell;

import io.rollcall.reference.ReferencePage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page with all messages of all channels, as people see them. */
class MessagesPageTest {
    private static final Map<String, String> KINDS = new LinkedHashMap<>();
    private static final Map<String, List<String>> SAMPLES = new LinkedHashMap<>();

    static {
        KINDS.put("dingtalk", "DingTalk 钉钉");
        KINDS.put("feishu", "Feishu 飞书");
        KINDS.put("wecom", "WeCom 企业微信");
        KINDS.put("slack", "Slack");
        KINDS.put("mail", "Mail 邮件");
        SAMPLES.put("failed", List.of("A failure", "流程出现问题"));
        SAMPLES.put("recovered", List.of("Its end", "恢复正常"));
        SAMPLES.put("quarantined", List.of("A roster in quarantine", "名册被隔离"));
        SAMPLES.put("changed", List.of("Changes, with `names=true`", "变更（`names=true`）"));
        SAMPLES.put("test", List.of("The test message", "测试消息"));
    }

    @Test
    void page_isWhatTheFormatterWrites() throws IOException {
        StringBuilder page = new StringBuilder(
                """
                # Messages of all channels

                What people see, printed by the real formatter. What the messages mean is in
                [messages](../administrators/messages.md); 中文说明见[消息通知](../zh-CN/messages.md)。
                A test fails when the page is not what the formatter writes;

                """
                        + ReferencePage.HOW_TO_WRITE);
        for (Map.Entry<String, String> kind : KINDS.entrySet()) {
            page.append("\n## ").append(kind.getValue()).append('\n');
            for (Map.Entry<String, List<String>> sample : SAMPLES.entrySet()) {
                append(page, sample.getValue().get(0), sample.getKey(), kind.getKey(), "en");
                append(page, sample.getValue().get(1), sample.getKey(), kind.getKey(), "zh");
            }
        }
        ReferencePage.holds("messages.md", page.toString());
    }

    private static void append(StringBuilder page, String title, String sample, String kind, String language)
            throws IOException {
        page.append("\n")
                .append(title)
                .append(language.equals("zh") ? "：" : ":")
                .append("\n\n```text\n");
        page.append(MessageSamples.text(sample, kind, language)).append("```\n");
    }
}
