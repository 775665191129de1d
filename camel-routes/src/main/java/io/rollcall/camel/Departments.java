package io.rollcall.camel;

import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.model.DepartmentId;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The options of {@code rollcall:department-users}, and the header that overrides one. Stateless and thread-safe. */
final class Departments {
    private static final DepartmentId ANY = new DepartmentId(1);

    private Departments() {}

    /** Refuses options that no message can make usable. */
    static void check(RollcallEndpoint endpoint, DepartmentDirectory directory) {
        Long id = endpoint.getDepartment();
        if (id != null && id < 1) {
            throw missing();
        }
        int largest = directory.firstPage(ANY).size();
        Integer size = endpoint.getPageSize();
        if (size != null && (size < 1 || size > largest)) {
            throw new IllegalArgumentException(
                    "rollcall:department-users: the option pageSize must be a number from 1 to " + largest + ".");
        }
    }

    /** The first page to read. */
    static PeoplePage page(RollcallEndpoint endpoint, DepartmentDirectory directory, Message message) {
        Object header = message.getHeader(RollcallConstants.DEPARTMENT);
        DepartmentId id = id(header == null ? endpoint.getDepartment() : header);
        if (id == null) {
            throw missing();
        }
        PeoplePage usual = directory.firstPage(id);
        Map<String, String> options = new HashMap<>(usual.options());
        if (endpoint.getOrderField() != null) {
            options.put("order-field", endpoint.getOrderField());
        }
        if (endpoint.getContainAccessLimit() != null) {
            options.put("contain-access-limit", endpoint.getContainAccessLimit().toString());
        }
        return new PeoplePage(
                usual.department(),
                usual.cursor(),
                or(endpoint.getPageSize(), usual.size()),
                or(endpoint.getLanguage(), usual.language()),
                options);
    }

    private static <T> T or(@Nullable T option, T usual) {
        return option == null ? usual : option;
    }

    // a vendor's own ids may be negative; numbers that people write are not
    private static @Nullable DepartmentId id(@Nullable Object value) {
        if (value instanceof DepartmentId id) {
            return id;
        }
        try {
            long number = value instanceof Long || value instanceof Integer || value instanceof String
                    ? Long.parseLong(value.toString().strip())
                    : 0;
            return number < 1 ? null : new DepartmentId(number);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static IllegalArgumentException missing() {
        return new IllegalArgumentException("rollcall:department-users needs the option department or the header "
                + RollcallConstants.DEPARTMENT + ", the id of a department (a whole number, 1 or more).");
    }
}
