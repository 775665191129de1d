package io.rollcall.camel.api;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request to a vendor, of the retries of a call each. Holds no token, no secret and nothing about a
 * person.
 *
 * @param status the HTTP status of the response; null where no whole response came
 * @param fault what the vendor refused it for, or what went wrong; null where it was answered as requested
 * @param code the vendor's error code; null where it named none
 * @param requestId the vendor's id of the request, which its support asks for; null where it named none
 * @param duration from handing the request to the HTTP client to its end
 */
public record RequestResult(
        OperationName operation,
        @Nullable Integer status,
        Fault.@Nullable Kind fault,
        @Nullable String code,
        @Nullable String requestId,
        Duration duration) {}
