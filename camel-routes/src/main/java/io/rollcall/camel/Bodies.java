package io.rollcall.camel;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.setting.Characters;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.PersonIds;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies that operations take. A body that does not fit is an {@link IllegalArgumentException} that shows no
 * value, and no request is sent. Camel's type converters are not used: they make a text of almost anything, such as a
 * file's content. Stateless and thread-safe.
 */
final class Bodies {
    private Bodies() {}

    /** A {@link UserId} or its text. */
    static UserId user(Message message) {
        Object body = message.getBody();
        if (body instanceof UserId id) {
            return id;
        }
        String text = text(message);
        if (text == null) {
            throw wrong("a UserId or its text", body);
        }
        try {
            return PersonIds.parse(text);
        } catch (MalformedValueException malformed) {
            throw new IllegalArgumentException(
                    "The body must be a UserId or its text, and it " + malformed.explanation() + ".", malformed);
        }
    }

    /** A {@link MeetingId} or its text. */
    static MeetingId meeting(Message message) {
        Object body = message.getBody();
        if (body instanceof MeetingId id) {
            return id;
        }
        String text = text(message);
        if (text == null) {
            throw wrong("a MeetingId or its text", body);
        }
        try {
            return new MeetingId(Characters.opaqueId(text));
        } catch (MalformedValueException malformed) {
            throw new IllegalArgumentException(
                    "The body must be a MeetingId or its text, and it " + malformed.explanation() + ".", malformed);
        }
    }

    /** The text of a body that is text: characters, bytes in UTF-8 or a stream of them; null for anything else. */
    static @Nullable String text(Message message) {
        Object body = message.getBody();
        if (body instanceof CharSequence text) {
            return text.toString();
        } else if (body instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        } else if (!(body instanceof WrappedFile) && (body instanceof InputStream || body instanceof StreamCache)) {
            byte[] bytes = message.getBody(byte[].class);
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        }
        return null;
    }

    /** The exception for a body of a type that does not fit. */
    static IllegalArgumentException wrong(String expected, @Nullable Object body) {
        return new IllegalArgumentException("The body must be " + expected + ", and it is "
                + (body == null ? "empty" : "a " + body.getClass().getName())
                + ". Convert it in a step before; nothing was sent.");
    }
}
