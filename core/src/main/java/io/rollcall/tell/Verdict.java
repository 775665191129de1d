package io.rollcall.tell;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a message. Texts say what to do, without secrets. */
public sealed interface Verdict {
    /** The channel accepted it. */
    record Delivered() implements Verdict {}

    /**
     * It was certainly not posted, for a reason that may pass by itself; it is sent again soon.
     *
     * @param why continues a sentence, and may end with what to do
     */
    record NotPosted(String why) implements Verdict {}

    /**
     * It may have been posted.
     *
     * @param why for a person, for example "the response timeout passed"
     */
    record Unknown(String why) implements Verdict {}

    /** The channel accepts nothing for a while. What waits is merged. */
    record TooFast(Duration hold) implements Verdict {}

    /**
     * The channel accepts nothing until its configuration changes, here or at the service.
     *
     * @param code the vendor's code; null if it sent none
     */
    record Misconfigured(@Nullable String code, String remedy) implements Verdict {}

    /** The month's messages are used up. */
    record UsedUp(@Nullable String code, String remedy) implements Verdict {}

    /**
     * This message is not accepted; others may be.
     *
     * @param code the vendor's code; null if it sent none
     */
    record Refused(@Nullable String code, String remedy) implements Verdict {}
}
