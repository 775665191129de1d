package io.rollcall.camel.internal.component;

import io.rollcall.camel.RollcallEndpoint;
import io.rollcall.camel.internal.capability.Caller;
import io.rollcall.camel.internal.capability.CapabilityService;
import io.rollcall.config.Suggestions;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.UserLookup;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** The operations that ask a vendor. Stateless and thread-safe. */
final class CapabilityActions {
    private CapabilityActions() {}

    /** Executes an operation with a capability. */
    private interface Call<C> {
        CompletableFuture<?> execute(C capability, Exchange exchange, Caller caller) throws Exception;
    }

    /**
     * What an operation does, for the account of an endpoint.
     *
     * @throws IllegalArgumentException if the account is unknown or lacks the capability, naming those that have it
     */
    static RollcallProducer.Action of(
            RollcallOperation operation, RollcallEndpoint endpoint, ComponentServices services) {
        CapabilityService service = services.capabilities();
        String by = "rollcall:" + operation.path();
        return switch (operation) {
            case ONGOING_MEETINGS ->
                action(
                        OngoingMeetings.class,
                        endpoint,
                        services,
                        (meetings, exchange, caller) ->
                                service.call(meetings.ongoingMeetings(), Bodies.user(exchange.getMessage()), caller));
            case ORGANIZATION_MEETINGS ->
                action(
                        OngoingMeetings.class,
                        endpoint,
                        services,
                        (meetings, exchange, caller) -> service.organizationMeetings(meetings, caller));
            case MEMBERS ->
                action(
                        OngoingMeetings.class,
                        endpoint,
                        services,
                        (meetings, exchange, caller) ->
                                service.members(meetings, Bodies.meeting(exchange.getMessage()), caller));
            case SET_CO_HOSTS ->
                action(
                        CoHosts.class,
                        endpoint,
                        services,
                        (coHosts, exchange, caller) ->
                                service.change(coHosts, JsonBodies.coHostChange(exchange.getMessage()), by, caller));
            case INVITE ->
                action(
                        Invitations.class,
                        endpoint,
                        services,
                        (invitations, exchange, caller) ->
                                service.invite(invitations, JsonBodies.invitation(exchange.getMessage()), by, caller));
            case DEPARTMENT_USERS ->
                action(
                        DepartmentDirectory.class,
                        endpoint,
                        services,
                        directory -> Departments.check(endpoint, directory),
                        (directory, exchange, caller) -> service.departmentUsers(
                                directory,
                                Departments.page(endpoint, directory, exchange.getMessage()),
                                endpoint.isRecursive(),
                                caller));
            case USER_DETAILS ->
                action(
                        UserLookup.class,
                        endpoint,
                        services,
                        lookup -> JsonBodies.idType(lookup, endpoint.getIdType()),
                        (lookup, exchange, caller) -> service.userDetails(
                                lookup,
                                JsonBodies.lookup(lookup, endpoint.getIdType(), exchange.getMessage()),
                                caller));
            default -> throw new IllegalArgumentException("rollcall:" + operation.path() + " asks no vendor");
        };
    }

    private static <C> RollcallProducer.Action action(
            Class<C> type, RollcallEndpoint endpoint, ComponentServices services, Call<C> call) {
        return action(type, endpoint, services, capability -> {}, call);
    }

    /** @param check refuses options that the capability does not understand */
    private static <C> RollcallProducer.Action action(
            Class<C> type, RollcallEndpoint endpoint, ComponentServices services, Consumer<C> check, Call<C> call) {
        C capability = choose(type, endpoint, services);
        check.accept(capability);
        return exchange -> {
            Caller caller = new Caller(exchange);
            CompletableFuture<?> result = call.execute(capability, exchange, caller);
            long timeout = endpoint.getTimeout();
            if (timeout > 0) {
                var expiry =
                        services.timer().schedule(() -> caller.giveUp(result, timeout), timeout, TimeUnit.MILLISECONDS);
                result.whenComplete((value, failure) -> expiry.cancel(false));
            }
            return result;
        };
    }

    private static <C> C choose(Class<C> type, RollcallEndpoint endpoint, ComponentServices services) {
        SortedMap<String, C> able = new TreeMap<>();
        services.accounts()
                .applications()
                .forEach((name, application) ->
                        application.provider().capability(type).ifPresent(capability -> able.put(name, capability)));
        Set<String> own = new TreeSet<>(endpoint.getComponent().topology().accounts());
        own.retainAll(able.keySet());
        String wanted = endpoint.getAccount() != null
                ? endpoint.getAccount()
                : own.size() == 1
                        ? own.iterator().next()
                        : endpoint.getComponent().getAccount();
        String uri = "rollcall:" + endpoint.getOperation();
        if (able.isEmpty()) {
            throw new IllegalArgumentException(
                    uri + " needs an account with this capability, and no configured account has it.");
        }
        if (wanted == null) {
            if (able.size() == 1) {
                return able.values().iterator().next();
            }
            throw new IllegalArgumentException(uri + " needs the option account, because several accounts have this"
                    + " capability: " + String.join(", ", able.keySet()) + ".");
        }
        return services.accounts()
                .application(wanted)
                .flatMap(application -> application.provider().capability(type))
                .orElseThrow(() -> new IllegalArgumentException(uri + ": the account " + wanted
                        + (services.accounts().application(wanted).isPresent()
                                ? " does not have this capability."
                                : " is not configured." + Suggestions.sentence(wanted, able.keySet()))
                        + " Accounts that have it: " + String.join(", ", able.keySet()) + "."));
    }
}
