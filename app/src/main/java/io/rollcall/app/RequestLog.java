package io.rollcall.app;

import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.RequestResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each request to a vendor, for {@code -v}: one line with the data that a vendor's support needs. Thread-safe. */
final class RequestLog implements CallListener {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    @Override
    public void requested(RequestResult result) {
        StringBuilder line = new StringBuilder(result.operation().toString());
        line.append(result.status() == null ? " no response" : " HTTP " + result.status());
        if (result.fault() != null) {
            line.append(", ").append(result.fault().word());
        }
        if (result.code() != null) {
            line.append(", code ").append(result.code());
        }
        if (result.requestId() != null) {
            line.append(", request id ").append(result.requestId());
        }
        line.append(", ").append(result.duration().toMillis()).append(" ms");
        LOG.info(line.toString());
    }
}
