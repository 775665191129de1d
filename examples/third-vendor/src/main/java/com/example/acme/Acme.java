package com.example.acme;

import io.rollcall.model.UserDetails;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.UserLookup;
import java.util.List;

/** Acme Rooms, for one application: looks people up. Immutable and thread-safe. */
final class Acme implements Provider, UserLookup {
    // tag::provider[]
    static final String NAME = "acme";

    static final OperationName TOKEN = new OperationName(NAME, "token");
    static final OperationName USER_DETAILS = new OperationName(NAME, "user-details");

    private final Operation<TokenContext, AccessToken> token;
    private final Operation<Question, List<UserDetails>> details;

    Acme(AcmeSettings settings) {
        token = new GetToken(settings);
        details = new FindPeople(settings.url());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Operation<TokenContext, AccessToken> token() {
        return token;
    }

    @Override
    public Operation<Question, List<UserDetails>> details() {
        return details;
    }

    @Override
    public int largestBatch() {
        return FindPeople.LARGEST_BATCH;
    }

    @Override
    public String ownIdType() {
        return FindPeople.OWN_ID;
    }

    @Override
    public List<String> idTypes() {
        return FindPeople.ID_TYPES;
    }
    // end::provider[]
}
