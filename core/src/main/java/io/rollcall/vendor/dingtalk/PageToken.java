package io.rollcall.vendor.dingtalk;

import io.rollcall.json.Json;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.RecordedFields;
import org.jspecify.annotations.Nullable;

/** The {@code nextToken} of the new generation's lists (docs/vendors/dingtalk.md §4.1). */
final class PageToken {
    /** What a recording may keep. */
    static final RecordedFields FIELDS = RecordedFields.NONE.ids("nextToken");

    private PageToken() {}

    /** Where the next page starts; null where the answer names none. */
    static @Nullable Cursor next(DingTalkResponse answer) {
        Json token = answer.at("nextToken");
        String text = token.id();
        return text == null ? null : new Cursor(text);
    }

    /** Whether the next page would be the one that was asked for; {@code 0} stands for the first page. */
    static boolean stands(Cursor asked, Cursor next) {
        String from = asked.value() == null ? "0" : asked.value();
        return from.equals(next.value()) || "0".equals(next.value());
    }
}
