package io.rollcall.vendor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * One application at one vendor: what it can do and how much of it.
 *
 * @param name the account's name, as flows name it in {@code provider}: the vendor's own, or one that the administrator
 *     gave where there are several applications of one vendor
 * @param keys what stands before the names of its settings in messages, for example {@code rollcall.acme.}
 * @param id tells applications apart in the store: vendor and client id, no secret
 * @param addresses the base addresses that the provider's operations use
 * @param rates how many calls each API may see, all of which hold at once; empty for no limit
 * @param monthlyCalls the application's share of the month's metered calls; 0 for not metered. Messages call its setting
 *     {@code monthly-calls}
 * @param reserve how many of them only changes may use; at most {@code monthlyCalls}
 */
public record Application(
        String name,
        String keys,
        String id,
        Provider provider,
        List<URI> addresses,
        List<Rate> rates,
        long monthlyCalls,
        long reserve) {
    public Application {
        reserve = Math.max(0, Math.min(reserve, monthlyCalls));
        addresses = List.copyOf(addresses);
        rates = List.copyOf(rates);
    }

    /** The only application of its vendor, under the vendor's own name. */
    public Application(String id, Provider provider, List<URI> addresses, List<Rate> rates, long monthlyCalls) {
        this(provider.name(), "rollcall." + provider.name() + ".", id, provider, addresses, rates, monthlyCalls, 0);
    }

    /**
     * Every operation that this application's provider offers. Providers give out the same operations each time, so that
     * each identifies its application.
     */
    public List<Operation<?, ?>> operations() {
        List<Operation<?, ?>> all = new ArrayList<>(List.of(provider.token()));
        provider.capability(OngoingMeetings.class)
                .ifPresent(meetings -> all.addAll(
                        List.of(meetings.ongoingMeetings(), meetings.organizationMeetings(), meetings.members())));
        provider.capability(CoHosts.class).ifPresent(coHosts -> all.add(coHosts.setCoHosts()));
        provider.capability(Invitations.class).ifPresent(invitations -> all.add(invitations.invite()));
        provider.capability(DepartmentDirectory.class)
                .ifPresent(directory -> all.addAll(
                        List.of(directory.people(), directory.subDepartments(), directory.subDepartmentIds())));
        provider.capability(DirectoryProofs.class)
                .ifPresent(proofs -> all.addAll(List.of(
                        proofs.headCount(),
                        proofs.scope(),
                        proofs.leaveRecords(),
                        proofs.person(),
                        proofs.department())));
        provider.capability(PeopleSearch.class)
                .ifPresent(search -> all.addAll(List.of(search.byMobile(), search.byUserId())));
        provider.capability(UserLookup.class).ifPresent(lookup -> all.add(lookup.details()));
        provider.capability(EventStream.class).ifPresent(events -> all.add(events.open()));
        return List.copyOf(all);
    }

    /**
     * The same application under an account's name.
     *
     * @param keys what stands before the keys of the account's settings, its last dot included
     */
    public Application as(String account, String keys) {
        return new Application(account, keys, id, provider, addresses, rates, monthlyCalls, reserve);
    }

    /** The same application, with a number of the month's calls that only changes may use. */
    public Application reserving(long calls) {
        return new Application(name, keys, id, provider, addresses, rates, monthlyCalls, calls);
    }

    /** Whether the vendor pushes events to it, as configured. */
    public boolean receivesEvents() {
        return provider.capability(EventStream.class)
                .flatMap(EventStream::monthlyEvents)
                .isPresent();
    }

    /** The most metered calls that polls may bring a month to. */
    public long pollLimit() {
        return monthlyCalls - reserve;
    }
}
