package io.rollcall.dingtalk;

import io.rollcall.call.Reading;
import io.rollcall.http.HttpResponse;
import io.rollcall.provider.Accepted;

/** Reads the one boolean with which the meeting actions answer, for the whole batch (vendors/dingtalk.md §4.3). */
final class Success {
    private Success() {}

    static Reading<Accepted> read(DingTalkCall call, HttpResponse response) {
        return Answer.read(call, response, answer -> {
            Boolean success = answer.at("success").bool();
            if (success == null) {
                return answer.unreadable("success is missing: it may have acted or not");
            }
            return success ? Reading.answer(Accepted.ACCEPTED) : answer.unsuccessful();
        });
    }
}
