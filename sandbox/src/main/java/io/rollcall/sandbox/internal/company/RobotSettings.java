package io.rollcall.sandbox.internal.company;

/**
 * A robot in a chat. Immutable.
 *
 * @param kind the chat service
 * @param key what identifies it in its address
 * @param secret signs messages; empty if it checks no signature
 * @param keyword must occur in each message; empty for none
 */
public record RobotSettings(Kind kind, String key, String secret, String keyword) {
    /** The chat services. */
    public enum Kind {
        DINGTALK,
        FEISHU,
        WECOM,
        SLACK
    }

    /** Without the key and the secret. */
    @Override
    public String toString() {
        return "RobotSettings[" + kind + "]";
    }
}
