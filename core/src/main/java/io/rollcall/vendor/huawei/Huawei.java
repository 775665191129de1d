package io.rollcall.vendor.huawei;

import io.rollcall.model.UserDetails;
import io.rollcall.setting.ValueTypes;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.UserLookup;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Huawei Cloud Meeting, for one application: looks people up. Immutable and thread-safe. */
public final class Huawei implements Provider, UserLookup {
    private final HuaweiSettings settings;

    /** The provider's name in configurations and reports. */
    public static final String NAME = "huawei";

    private final String userId;
    private final Operation<TokenContext, AccessToken> token;
    private final Operation<Question, List<UserDetails>> details;

    public Huawei(HuaweiSettings settings) {
        this.settings = settings;
        userId = settings.userId();
        token = new Authenticate(settings);
        details = new ListUserDetails(settings.url());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Secret> secrets() {
        return List.of(settings.appKey());
    }

    // docs/vendors/huawei.md §2.1: a userId that does not exist yet is registered automatically
    @Override
    public Optional<String> caution(String keys) {
        return userId.isBlank()
                ? Optional.empty()
                : Optional.of(
                        keys + "user-id is " + ValueTypes.quoted(userId) + ". If Huawei does not know this user, it"
                                + " registers a new person with this id when Rollcall gets its token. Check the spelling, or"
                                + " remove the key to ask as the administrator.");
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

    @Override
    public boolean hasSameCredentials(Provider other) {
        return other instanceof Huawei huawei
                && settings.userId().equals(huawei.settings.userId())
                && Objects.equals(settings.corpId(), huawei.settings.corpId())
                && Secret.isSame(settings.appKey(), huawei.settings.appKey());
    }
}
