package io.rollcall.roster;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.UserDetails;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.UserLookup;
import java.util.List;

/** Stands for the look-up of a roster that has none; {@link RosterJoiner} never calls it. Stateless and thread-safe. */
final class NoLookup implements UserLookup {
    /** As many people as the look-up of a vendor takes, so that batches are as large with and without one. */
    private static final int BATCH = 200;

    @Override
    public Operation<Question, List<UserDetails>> details() {
        return new Operation<>() {
            @Override
            public OperationName name() {
                return new OperationName("none", "user-details");
            }

            @Override
            public HttpRequest request(Question input) {
                throw new IllegalStateException("This roster has no look-up.");
            }

            @Override
            public ParsedResponse<List<UserDetails>> read(Question input, HttpResponse response) {
                throw new IllegalStateException("This roster has no look-up.");
            }

            @Override
            public Repeat afterUnknownOutcome() {
                return Repeat.REPEAT;
            }

            @Override
            public boolean metered() {
                return false;
            }
        };
    }

    @Override
    public int largestBatch() {
        return BATCH;
    }

    @Override
    public String ownIdType() {
        return "";
    }

    @Override
    public List<String> idTypes() {
        return List.of();
    }
}
