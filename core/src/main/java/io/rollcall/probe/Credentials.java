package io.rollcall.probe;

import io.rollcall.config.RollcallConfig;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything of a configuration that identifies the company, so that a search finds it wherever a vendor repeats it. */
final class Credentials {
    private Credentials() {}

    /** Secrets, ids and hosts, as far as they can be read now. */
    static Set<String> of(RollcallConfig config) {
        List<Secret> secrets = new ArrayList<>(List.of(config.store().password()));
        Optional.ofNullable(config.server().token()).ifPresent(secrets::add);
        config.flows().forEach(flow -> Stream.of(
                        Optional.ofNullable(flow.notification()), Optional.ofNullable(flow.approval()))
                .flatMap(Optional::stream)
                .forEach(secrets::add));
        config.channels().forEach(channel -> {
            secrets.add(channel.url());
            Optional.ofNullable(channel.secret()).ifPresent(secrets::add);
        });
        Set<String> texts = new HashSet<>();
        for (Application application : config.applications().values()) {
            secrets.addAll(application.provider().secrets());
            texts.add(application.id());
            application.addresses().stream()
                    .map(URI::getHost)
                    .flatMap(Stream::ofNullable)
                    .forEach(texts::add);
            texts.addAll(tokenTexts(application));
        }
        secrets.forEach(secret -> reveal(secret).ifPresent(texts::add));
        return texts;
    }

    /** What the request for a token sends: client and company ids too. */
    private static List<String> tokenTexts(Application application) {
        try {
            // the time is not the moment's, and the nonce no one's
            return application
                    .provider()
                    .token()
                    .request(new TokenContext(Instant.EPOCH, "nonce-of-no-request"))
                    .texts();
        } catch (UnavailableSecretException unavailable) {
            // the call for the token will say so
            return List.of();
        }
    }

    private static Optional<String> reveal(Secret secret) {
        try {
            return Optional.of(secret.reveal());
        } catch (UnavailableSecretException unavailable) {
            // what cannot be read now cannot be sent either
            return Optional.empty();
        }
    }
}
