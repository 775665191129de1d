package io.rollcall.vendor.dingtalk;

import java.net.URI;

/**
 * The event connection of an application.
 *
 * @param address where connections are opened, without a slash at its end
 * @param monthlyEvents the organization's metered pushes of a calendar month; 0 for not metered
 */
public record StreamSettings(URI address, long monthlyEvents) {
    public StreamSettings {
        if (monthlyEvents < 0) {
            throw new IllegalArgumentException("rollcall.dingtalk.monthly-events must not be negative");
        }
    }
}
