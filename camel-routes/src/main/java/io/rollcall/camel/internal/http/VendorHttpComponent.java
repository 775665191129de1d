package io.rollcall.camel.internal.http;

import io.rollcall.config.RollcallConfig;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * The HTTP component of one account. Its client is built here and not from options, which Camel sets by reflection. It
 * repeats nothing, follows no redirect, and keeps no cookie and no credentials.
 */
final class VendorHttpComponent extends HttpComponent {
    private final RollcallConfig.Http http;

    VendorHttpComponent(RollcallConfig.Http http) {
        this.http = http;
        setUseSystemProperties(true);
        setSkipControlHeaders(true);
    }

    @Override
    protected HttpClientBuilder createHttpClientBuilder(
            String uri, Map<String, Object> parameters, Map<String, Object> httpClientOptions) {
        // the component's defaults for the options that are set below
        httpClientOptions.clear();
        return HttpClientBuilder.create()
                .setDefaultRequestConfig(requests())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
    }

    @SuppressWarnings("deprecation") // what the connection manager has no setting for
    private RequestConfig requests() {
        long connect = http.connectTimeout().toMillis();
        return RequestConfig.custom()
                .setConnectionRequestTimeout(connect, TimeUnit.MILLISECONDS)
                .setConnectTimeout(connect, TimeUnit.MILLISECONDS)
                // the interceptors' deadline comes first
                .setResponseTimeout(http.responseTimeout().plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }
}
