package io.rollcall.probe;

import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A provider whose token is recorded whenever it is fetched: so the token that makes the calls is searched for, and no second one is
 * fetched. Everything else is the provider's own. Thread-safe.
 */
final class RecordedProvider implements Provider {
    private final Provider provider;
    private final Operation<TokenContext, AccessToken> token;

    private RecordedProvider(Provider provider, Recorder recorder) {
        this.provider = provider;
        this.token = recorder.token(provider.token());
    }

    static Application in(Application application, Recorder recorder) {
        return new Application(
                application.name(),
                application.keys(),
                application.id(),
                new RecordedProvider(application.provider(), recorder),
                application.addresses(),
                application.rates(),
                application.monthlyCalls(),
                application.reserve());
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return provider.capability(type);
    }

    @Override
    public Optional<String> caution(String keys) {
        return provider.caution(keys);
    }

    @Override
    public List<Secret> secrets() {
        return provider.secrets();
    }

    @Override
    public ZoneId quotaZone() {
        return provider.quotaZone();
    }

    @Override
    public Operation<TokenContext, AccessToken> token() {
        return token;
    }
}
