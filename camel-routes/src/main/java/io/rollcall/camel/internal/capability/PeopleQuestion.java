package io.rollcall.camel.internal.capability;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.model.DepartmentId;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/** A question about a whole department: its id in the body, the rest in headers. Stateless and thread-safe. */
final class PeopleQuestion {
    private PeopleQuestion() {}

    /** The first page to ask for. */
    static PeoplePage firstPage(DepartmentDirectory directory, Message message) {
        PeoplePage usual = directory.firstPage(department(message));
        Long size = number(message.getHeader(RollcallConstants.PAGE_SIZE));
        if (size == null && message.getHeader(RollcallConstants.PAGE_SIZE) != null
                || size != null && (size < 1 || size > usual.size())) {
            throw wrong(RollcallConstants.PAGE_SIZE, "a number from 1 to " + usual.size());
        }
        return new PeoplePage(
                usual.department(),
                usual.cursor(),
                size == null ? usual.size() : size.intValue(),
                text(message, RollcallConstants.ORDER_FIELD, usual.orderField()),
                flag(message, RollcallConstants.CONTAIN_ACCESS_LIMIT, usual.containAccessLimit()),
                text(message, RollcallConstants.LANGUAGE, usual.language()));
    }

    private static DepartmentId department(Message message) {
        Object body = message.getBody();
        if (body instanceof DepartmentId id) {
            return id;
        } else if (body instanceof InputStream || body instanceof StreamCache) {
            body = message.getBody(byte[].class);
        }
        Long number = number(body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : body);
        if (number == null || number < 1) {
            throw new IllegalArgumentException("the body must be a DepartmentId, its number, or a PeoplePage");
        }
        return new DepartmentId(number);
    }

    private static @Nullable Long number(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        } else if (value instanceof CharSequence text) {
            try {
                return Long.valueOf(text.toString().strip());
            } catch (NumberFormatException noNumber) {
                return null;
            }
        }
        return null;
    }

    private static String text(Message message, String header, String usual) {
        Object value = message.getHeader(header);
        if (value != null && !(value instanceof String)) {
            throw wrong(header, "a text");
        }
        return value == null ? usual : (String) value;
    }

    private static boolean flag(Message message, String header, boolean usual) {
        Object value = message.getHeader(header);
        if (value == null) {
            return usual;
        } else if (value instanceof Boolean flag) {
            return flag;
        }
        return switch (value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(header, "true or false");
        };
    }

    private static IllegalArgumentException wrong(String header, String expected) {
        return new IllegalArgumentException("the header " + header + " must be " + expected);
    }
}
