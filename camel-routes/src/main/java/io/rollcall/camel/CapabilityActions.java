package io.rollcall.camel;

import io.rollcall.camel.internal.capability.Caller;
import io.rollcall.camel.internal.capability.CapabilityService;
import io.rollcall.setting.Suggestions;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.UserLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                                service.ongoingMeetings(meetings, Bodies.user(exchange.getMessage()), caller));
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
        String account = choose(type, endpoint, services);
        check.accept(capability(type, account, endpoint, services));
        return exchange -> {
            // the account may have been replaced since the start
            C capability = capability(type, account, endpoint, services);
            Caller caller = new Caller(exchange);
            CompletableFuture<?> result = call.execute(capability, exchange, caller);
            long timeout = endpoint.getTimeout();
            if (timeout <= 0) {
                return result;
            }
            // a copy: the result itself still writes its outcome into the store when the caller no longer waits
            CompletableFuture<?> answer = result.thenApply(value -> value);
            var expiry =
                    services.timer().schedule(() -> caller.giveUp(answer, timeout), timeout, TimeUnit.MILLISECONDS);
            answer.whenComplete((value, failure) -> expiry.cancel(false));
            return answer;
        };
    }

    /** The account that an endpoint names, or else the component, or else the only one that has the capability. */
    private static String choose(Class<?> type, RollcallEndpoint endpoint, ComponentServices services) {
        if (endpoint.getAccount() != null) {
            return endpoint.getAccount();
        }
        List<String> own =
                able(type, services.topology().accounts(endpoint.getComponent().topology()::equals));
        if (own.size() == 1) {
            return own.get(0);
        }
        if (endpoint.getComponent().getAccount() != null) {
            return endpoint.getComponent().getAccount();
        }
        List<String> able = able(type, visible(endpoint, services));
        String uri = "rollcall:" + endpoint.getOperation();
        if (able.isEmpty()) {
            throw new IllegalArgumentException(
                    uri + " needs an account with this capability, and no configured account has it.");
        } else if (able.size() > 1) {
            throw new IllegalArgumentException(uri + " needs the option account, because several accounts have this"
                    + " capability: " + String.join(", ", able) + ".");
        }
        return able.get(0);
    }

    private static <C> C capability(
            Class<C> type, String account, RollcallEndpoint endpoint, ComponentServices services) {
        Optional<Application> named = services.accounts().application(account);
        return named.flatMap(application -> application.provider().capability(type))
                .orElseThrow(() -> {
                    List<String> able = able(type, visible(endpoint, services));
                    return new IllegalArgumentException("rollcall:" + endpoint.getOperation() + ": the account "
                            + account
                            + (named.isPresent()
                                    ? " does not have this capability."
                                    : " is not configured." + Suggestions.sentence(account, able))
                            + (able.isEmpty()
                                    ? " No configured account has it."
                                    : " Accounts that have it: " + String.join(", ", able) + "."));
                });
    }

    /** The accounts that the host and this component configure, without those of Kamelets and other components. */
    private static Map<String, Application> visible(RollcallEndpoint endpoint, ComponentServices services) {
        ComponentTopology own = endpoint.getComponent().topology();
        return services.topology().accounts(owner -> owner == own || !(owner instanceof ComponentTopology));
    }

    private static List<String> able(Class<?> type, Map<String, Application> accounts) {
        return accounts.entrySet().stream()
                .filter(account ->
                        account.getValue().provider().capability(type).isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }
}
