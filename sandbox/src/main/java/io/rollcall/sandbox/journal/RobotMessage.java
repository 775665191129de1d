package io.rollcall.sandbox.journal;

/**
 * A message that a robot posted.
 *
 * @param kind the chat service: {@code dingtalk}, {@code feishu}, {@code wecom} or {@code slack}
 * @param robot what identifies the robot in its address
 * @param body the whole body as sent
 * @param millis when it came, since 1970
 */
public record RobotMessage(String kind, String robot, String body, long millis) {
    /** Without the text. */
    @Override
    public String toString() {
        return "RobotMessage[" + kind + "]";
    }
}
