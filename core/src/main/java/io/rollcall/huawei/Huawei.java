package io.rollcall.huawei;

import io.rollcall.call.Operation;
import io.rollcall.call.Token;
import io.rollcall.call.TokenQuestion;
import io.rollcall.provider.Provider;
import io.rollcall.provider.UserLookup;
import io.rollcall.setting.Kinds;
import java.util.List;
import java.util.Optional;

/** Huawei Cloud Meeting, for one application: looks people up. Immutable and thread-safe. */
public final class Huawei implements Provider, UserLookup {

    /** The provider's name in configurations and reports. */
    public static final String NAME = "huawei";

    private final String userId;
    private final Operation<TokenQuestion, Token> token;
    private final Operation<Question, List<Found>> details;

    public Huawei(HuaweiSettings settings) {
        userId = settings.userId();
        token = new GetToken(settings);
        details = new ListUserDetails(settings.url());
    }

    @Override
    public String name() {
        return NAME;
    }

    // vendors/huawei.md §2.1: a userId that does not exist yet is registered automatically
    @Override
    public Optional<String> caution(String keys) {
        return userId.isBlank()
                ? Optional.empty()
                : Optional.of(keys + "user-id is " + Kinds.quoted(userId) + ". If Huawei does not know this user, it"
                        + " registers a new person with this id when Rollcall gets its token. Check the spelling, or"
                        + " remove the key to ask as the administrator.");
    }

    @Override
    public Operation<TokenQuestion, Token> token() {
        return token;
    }

    @Override
    public Operation<Question, List<Found>> details() {
        return details;
    }

    @Override
    public int largestBatch() {
        return ListUserDetails.LARGEST_BATCH;
    }

    @Override
    public String ownIdType() {
        return ListUserDetails.OWN_ID;
    }

    @Override
    public List<String> idTypes() {
        return ListUserDetails.ID_TYPES;
    }
}
