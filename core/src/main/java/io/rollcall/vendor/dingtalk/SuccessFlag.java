package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.ParsedResponse;

/** Reads the one boolean with which the meeting actions answer, for the whole batch (docs/vendors/dingtalk.md §4.3). */
final class SuccessFlag {
    private SuccessFlag() {}

    static ParsedResponse<Accepted> read(DingTalkApi call, HttpResponse response) {
        return DingTalkResponse.read(call, response, answer -> {
            Boolean success = answer.at("success").bool();
            if (success == null) {
                return answer.unreadable("success is missing: it may have acted or not");
            }
            return success ? ParsedResponse.answer(Accepted.ACCEPTED) : answer.unsuccessful();
        });
    }
}
