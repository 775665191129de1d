package io.rollcall.huawei;

import io.rollcall.call.Operation;
import io.rollcall.call.Token;
import io.rollcall.call.TokenQuestion;
import io.rollcall.provider.Provider;
import io.rollcall.provider.UserLookup;
import java.util.List;

/** Huawei Cloud Meeting, for one application: looks people up. Immutable and thread-safe. */
public final class Huawei implements Provider, UserLookup {

    /** The provider's name in configurations and reports. */
    public static final String NAME = "huawei";

    private final Operation<TokenQuestion, Token> token;
    private final Operation<Question, List<Found>> details;

    public Huawei(HuaweiSettings settings) {
        token = new GetToken(settings);
        details = new ListUserDetails(settings.url());
    }

    @Override
    public String name() {
        return NAME;
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
