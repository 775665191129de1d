package io.rollcall.tell;

import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.vendor.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A configured channel: where messages to people go, and which. Immutable and thread-safe; {@code toString} shows no secret.
 *
 * @param name as in its keys
 * @param url the address of the robot, which is a secret; of mail the Camel URI of the mail server
 * @param secret signs messages; null if the channel has none
 * @param every the least time between two messages, except for a new failure
 * @param mostAMonth messages in a calendar month; 0 for no limit
 * @param mention who is notified of failures, in the channel's own form
 * @param names whether people's names and meetings' titles stand beside their ids
 * @param quiet when nothing is sent; null for never
 * @param keyword a word that the robot requires in each message; null for none
 * @param account the account whose vendor counts the messages as pushes; null for the only one
 */
public record Channel(
        String name,
        ChannelKind kind,
        Secret url,
        @Nullable Secret secret,
        When when,
        Duration every,
        long mostAMonth,
        Language language,
        List<String> mention,
        boolean names,
        @Nullable QuietHours quiet,
        @Nullable String keyword,
        @Nullable String account) {
    /** What stands before the name in the keys. */
    public static final String PREFIX = "rollcall.tell.";

    public Channel {
        mention = List.copyOf(mention);
    }

    /** The whole key of one of its settings, for messages. */
    public String key(String setting) {
        return PREFIX + name + "." + setting;
    }

    /**
     * Tells other settings from the same ones, of those that can be the reason why a channel does not work. It has 24 bits, so
     * nothing can be had from it, and one change in 16 million is missed. Empty if they cannot be read now.
     */
    public String fingerprint() {
        return hash(
                3,
                () -> List.of(
                        url.reveal(),
                        secret == null ? "" : secret.reveal(),
                        keyword == null ? "" : keyword,
                        Long.toString(mostAMonth)));
    }

    /** Tells robots apart: channels with one address share its rate limit. For memory only. Empty if it cannot be read now. */
    public String robot() {
        return hash(16, () -> List.of(url.reveal()));
    }

    private String hash(int bytes, Supplier<List<String>> settings) {
        try {
            String whole = kind.word() + "\n" + String.join("\n", settings.get());
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, bytes);
        } catch (UnavailableSecretException unreadable) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The message that the channel works. */
    public Message test(List<String> flows) {
        return MessageWriter.test(this, flows);
    }
}
