package io.rollcall.camel.internal.capability;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.camel.RollcallFaultException;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.model.UserId;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.PersonIds;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.UserLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/**
 * One endpoint for each capability that a configured account has; an endpoint without such an account does not exist. For
 * callers that wait and for those that do not; thread-safe. Faults arrive as {@link RollcallFaultException}, a store
 * that cannot be used as {@link io.rollcall.state.StoreException}.
 *
 * <p>Pace, tokens, repeats and the month's budget are those of the flows. Where several accounts have a
 * capability, the header {@link RollcallConstants#PROVIDER} must name one.
 */
public final class CapabilityRoutes extends RouteBuilder {
    private final AccountRegistry accounts;
    private final CapabilityService desk;
    private final Executor answers;
    private final Set<String> added;

    /**
     * @param answers on which hosts' routes go on: never Rollcall's own workers, whom they might wait for
     * @param added the ids of the endpoints' routes that are there already; grows
     */
    public CapabilityRoutes(
            CamelContext context,
            AccountRegistry accounts,
            CapabilityService desk,
            Executor answers,
            Set<String> added) {
        super(context);
        this.accounts = accounts;
        this.desk = desk;
        this.answers = answers;
        this.added = added;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        endpoint(RollcallConstants.ONGOING_MEETINGS, OngoingMeetings.class, this::ongoingMeetings);
        endpoint(RollcallConstants.SET_CO_HOSTS, CoHosts.class, this::setCoHosts);
        endpoint(RollcallConstants.INVITE, Invitations.class, this::invite);
        endpoint(RollcallConstants.DEPARTMENT_USERS, DepartmentDirectory.class, this::departmentUsers);
        endpoint(RollcallConstants.USER_DETAILS, UserLookup.class, this::userDetails);
    }

    /** Answers a message with a capability. */
    private interface Service<C> {
        CompletableFuture<?> answer(C capability, Message question) throws Exception;
    }

    private <C> void endpoint(String uri, Class<C> type, Service<C> service) {
        String id = uri.substring("direct:".length());
        if (!able(type).isEmpty() && added.add(id)) {
            from(uri)
                    .routeId(id)
                    .process(new ReplyWriter(message -> service.answer(choose(type, message), message), answers))
                    .id(id + "-ask");
        }
    }

    /** The accounts that have a capability; an account may come later. */
    private <C> SortedMap<String, C> able(Class<C> type) {
        SortedMap<String, C> able = new TreeMap<>();
        accounts.applications()
                .forEach((name, application) ->
                        application.provider().capability(type).ifPresent(capability -> able.put(name, capability)));
        return able;
    }

    private <C> C choose(Class<C> type, Message message) {
        SortedMap<String, C> able = able(type);
        String wanted = message.getHeader(RollcallConstants.PROVIDER, String.class);
        if (wanted == null && able.size() == 1) {
            return able.values().iterator().next();
        }
        C chosen = wanted == null
                ? null
                : accounts.application(wanted)
                        .flatMap(application -> application.provider().capability(type))
                        .orElse(null);
        if (chosen == null) {
            throw new IllegalArgumentException(
                    "the header " + RollcallConstants.PROVIDER + " must name one of " + able.keySet());
        }
        return chosen;
    }

    private CompletableFuture<?> ongoingMeetings(OngoingMeetings meetings, Message message) {
        return desk.ask(meetings.ongoingMeetings(), user(message));
    }

    private static UserId user(Message message) {
        Object body = message.getBody();
        if (body instanceof UserId id) {
            return id;
        }
        // Camel makes a text of everything, of an object of JSON too
        String text = body instanceof Map || body instanceof Iterable ? null : message.getBody(String.class);
        if (text == null) {
            throw new IllegalArgumentException("the body must be a UserId, or its text");
        }
        try {
            return PersonIds.parse(text);
        } catch (MalformedValueException malformed) {
            throw new IllegalArgumentException(
                    "the body must be a UserId, or its text, and it " + malformed.explanation());
        }
    }

    private CompletableFuture<?> setCoHosts(CoHosts coHosts, Message message) {
        return desk.change(coHosts, JsonBody.coHostChange(message), RollcallConstants.SET_CO_HOSTS);
    }

    private CompletableFuture<?> invite(Invitations invitations, Message message) {
        return desk.invite(invitations, JsonBody.invitation(message), RollcallConstants.INVITE);
    }

    private CompletableFuture<?> departmentUsers(DepartmentDirectory directory, Message message) {
        return message.getBody() instanceof PeoplePage page
                ? desk.ask(directory.people(), page)
                : DepartmentPeople.of(desk, directory, PeopleQuestion.firstPage(directory, message));
    }

    private CompletableFuture<?> userDetails(UserLookup lookup, Message message) {
        UserLookup.Question question = DetailsQuestion.of(lookup, message);
        List<String> ids = question.ids();
        List<CompletableFuture<List<UserLookup.Found>>> batches = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += lookup.largestBatch()) {
            List<String> batch = ids.subList(from, Math.min(ids.size(), from + lookup.largestBatch()));
            batches.add(desk.ask(lookup.details(), new UserLookup.Question(question.idType(), batch)));
        }
        return CompletableFuture.allOf(batches.toArray(CompletableFuture[]::new))
                .thenApply(all ->
                        batches.stream().flatMap(batch -> batch.join().stream()).toList());
    }
}
