package io.rollcall.provider;

import io.rollcall.call.Rate;
import java.net.URI;
import java.util.List;

/**
 * One application at one vendor: what it can do and how much of it.
 *
 * @param id tells applications apart in the store: vendor and client id, no secret
 * @param addresses the base addresses that the provider's operations use
 * @param rates how many calls each API may see, all of which hold at once; empty for no limit
 * @param monthlyCalls the application's share of the month's metered calls; 0 for not metered. Messages call its setting
 *     {@code monthly-calls}
 */
public record Application(String id, Provider provider, List<URI> addresses, List<Rate> rates, long monthlyCalls) {
    public Application {
        addresses = List.copyOf(addresses);
        rates = List.copyOf(rates);
    }
}
