package io.rollcall.camel.internal.capability;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.camel.RollcallFaultException;
import io.rollcall.flow.internal.invite.DirectInvitation;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Invitation;
import io.rollcall.model.UserId;
import io.rollcall.provider.CoHosts;
import io.rollcall.provider.DepartmentDirectory;
import io.rollcall.provider.Invitations;
import io.rollcall.provider.OngoingMeetings;
import io.rollcall.provider.Provider;
import io.rollcall.provider.UserLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/**
 * One endpoint for each capability that a configured vendor has; an endpoint without such a vendor does not exist. For
 * callers that wait and for those that do not; thread-safe. Faults arrive as {@link RollcallFaultException}, a store
 * that cannot be used as {@link io.rollcall.memory.MemoryException}.
 *
 * <p>Pace, tokens, repeats and the month's budget are those of the flows. Where several configured vendors have a
 * capability, the header {@link RollcallConstants#PROVIDER} must name one.
 */
public final class CapabilityRoutes extends RouteBuilder {
    /** From a {@link UserId} or its text to the {@link io.rollcall.model.Participant}s of the user's running meetings. */
    public static final String ONGOING_MEETINGS = "direct:rollcall-ongoing-meetings";

    /**
     * From a {@link CoHostChange} to {@link io.rollcall.provider.Accepted}. It stands in the audit, and the co-host
     * flows take a promotion for one of their own.
     */
    public static final String SET_CO_HOSTS = "direct:rollcall-set-co-hosts";

    /**
     * From an {@link Invitation} to a {@link DirectInvitation.Result}. Nobody is rung twice for one meeting, here no more
     * than in any flow: whoever was invited before is left out, and after a fault that does not say that certainly
     * nobody was rung, nobody of this invitation is rung again.
     */
    public static final String INVITE = "direct:rollcall-invite";

    /** From a {@link DepartmentDirectory.PeoplePage} to {@link DepartmentDirectory.People}, which names the next page. */
    public static final String DEPARTMENT_USERS = "direct:rollcall-department-users";

    /**
     * From a {@link UserLookup.Question} with any number of ids to a list of {@link UserLookup.Found}. Asked in as many
     * calls as the vendor's batches need; the fault of one is the fault of all.
     */
    public static final String USER_DETAILS = "direct:rollcall-user-details";

    private final Map<String, Provider> providers;
    private final Desk desk;
    private final Executor answers;

    /**
     * @param providers the configured ones
     * @param answers on which hosts' routes go on: never Rollcall's own workers, whom they might wait for
     */
    public CapabilityRoutes(CamelContext context, Map<String, Provider> providers, Desk desk, Executor answers) {
        super(context);
        this.providers = new TreeMap<>(providers);
        this.desk = desk;
        this.answers = answers;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        endpoint(ONGOING_MEETINGS, OngoingMeetings.class, this::ongoingMeetings);
        endpoint(SET_CO_HOSTS, CoHosts.class, this::setCoHosts);
        endpoint(INVITE, Invitations.class, this::invite);
        endpoint(DEPARTMENT_USERS, DepartmentDirectory.class, this::departmentUsers);
        endpoint(USER_DETAILS, UserLookup.class, this::userDetails);
    }

    /** Answers a message with a capability. */
    private interface Service<C> {
        CompletableFuture<?> answer(C capability, Message question) throws Exception;
    }

    private <C> void endpoint(String uri, Class<C> type, Service<C> service) {
        Map<String, C> able = new TreeMap<>();
        providers.forEach(
                (name, provider) -> provider.capability(type).ifPresent(capability -> able.put(name, capability)));
        if (!able.isEmpty()) {
            String id = uri.substring("direct:".length());
            from(uri)
                    .routeId(id)
                    .process(new Answering(message -> service.answer(choose(able, message), message), answers))
                    .id(id + "-ask");
        }
    }

    private static <C> C choose(Map<String, C> able, Message message) {
        String wanted = message.getHeader(RollcallConstants.PROVIDER, String.class);
        if (wanted == null && able.size() == 1) {
            return able.values().iterator().next();
        }
        C chosen = wanted == null ? null : able.get(wanted);
        if (chosen == null) {
            throw new IllegalArgumentException(
                    "the header " + RollcallConstants.PROVIDER + " must name one of " + able.keySet());
        }
        return chosen;
    }

    private CompletableFuture<?> ongoingMeetings(OngoingMeetings meetings, Message message) throws Exception {
        UserId user = message.getBody() instanceof UserId id ? id : new UserId(message.getMandatoryBody(String.class));
        return desk.ask(meetings.ongoingMeetings(), user);
    }

    private CompletableFuture<?> setCoHosts(CoHosts coHosts, Message message) throws Exception {
        return desk.change(coHosts, message.getMandatoryBody(CoHostChange.class), SET_CO_HOSTS);
    }

    private CompletableFuture<?> invite(Invitations invitations, Message message) throws Exception {
        return desk.invite(invitations, message.getMandatoryBody(Invitation.class), INVITE);
    }

    private CompletableFuture<?> departmentUsers(DepartmentDirectory directory, Message message) throws Exception {
        return desk.ask(directory.people(), message.getMandatoryBody(DepartmentDirectory.PeoplePage.class));
    }

    private CompletableFuture<?> userDetails(UserLookup lookup, Message message) throws Exception {
        UserLookup.Question question = message.getMandatoryBody(UserLookup.Question.class);
        List<String> ids = question.ids().stream().distinct().toList();
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
