package io.rollcall.tell;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of channel: a chat service's robot, or mail. Registered as a service in {@code
 * META-INF/services/io.rollcall.tell.ChannelKind}. Stateless and thread-safe.
 */
public interface ChannelKind {
    /** The word in the configuration, for example {@code dingtalk}. */
    String word();

    /**
     * What is wrong with an address.
     *
     * @return continues a sentence that begins with the key, without the address; empty if nothing is wrong
     */
    Optional<String> urlProblem(String url);

    /** Whether the channel can check a signature, for which it has a secret. */
    default boolean isSigned() {
        return false;
    }

    /** Whether the channel can require a keyword. */
    default boolean hasKeyword() {
        return false;
    }

    /**
     * What is wrong with an entry of {@code mention}.
     *
     * @return continues a sentence that begins with the key; empty if nothing is wrong
     */
    Optional<String> mentionProblem(String mention);

    /** The vendor that counts messages as pushes of the month; empty if none does. */
    default Optional<String> countedBy() {
        return Optional.empty();
    }

    /** Whether a message that may have been posted can be sent again: the channel posts it once. */
    default boolean isRepeatable() {
        return false;
    }

    /**
     * A library that is not a part of Rollcall.
     *
     * @param className a class of it
     * @param remedy what to do if it is missing
     */
    record NeededLibrary(String className, String remedy) {}

    /** What must be on the class path besides Rollcall; empty for nothing. */
    default Optional<NeededLibrary> library() {
        return Optional.empty();
    }

    /** The least time between two messages, which keeps the channel's rate limit. */
    Duration gap();

    /** What is in a message besides its text. */
    record Options(List<String> mention, @Nullable String keyword, String id) {
        public Options {
            mention = List.copyOf(mention);
        }

        /** A message that mentions no one. */
        public static final Options NONE = new Options(List.of(), null, "");

        /** A title with the keyword, where one is required. */
        public String titled(String title) {
            return keyword == null || title.contains(keyword) ? title : title + " " + keyword;
        }

        /** Whom a message mentions: people are notified of failures only. */
        public List<String> mentionedIn(Message message) {
            return message.alarm() ? mention : List.of();
        }
    }

    /** The body of a message, cut to what the channel accepts, without a signature. */
    String body(Message message, Options options);

    /**
     * The message as it is sent.
     *
     * @param id the same when the message is sent again
     * @param now the time of day
     * @throws io.rollcall.setting.UnavailableSecretException if the address or the secret cannot be read now
     */
    Delivery write(Channel channel, Message message, String id, Instant now);
}
