package io.rollcall.tell;

/**
 * Keeps the text of a message from acting as a channel's markup: no text can make a link or a heading, or mention someone.
 * Characters that act are replaced by their full-width forms, because which escapes a client honours is not documented; an
 * underscore stays, so that ids can be copied. Stateless and thread-safe.
 */
public final class Markup {
    private Markup() {}

    /** For the Markdown of DingTalk and WeCom, which also read HTML-like tags. */
    public static String markdown(String text) {
        return replaced(text, "<>[]*`@#", "\uFF1C\uFF1E\uFF3B\uFF3D\uFF0A\uFF40\uFF20\uFF03");
    }

    /** For text that knows tags, such as Feishu's. */
    public static String tags(String text) {
        return replaced(text, "<>@", "\uFF1C\uFF1E\uFF20");
    }

    /** For Slack's mrkdwn, whose three entities are documented. */
    public static String slack(String text) {
        return replaced(text, "*`~@", "\uFF0A\uFF40\uFF5E\uFF20")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static String replaced(String text, String acting, String harmless) {
        StringBuilder replaced = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int at = acting.indexOf(text.charAt(i));
            replaced.append(at < 0 ? text.charAt(i) : harmless.charAt(at));
        }
        return replaced.toString();
    }
}
