package io.rollcall.camel;

import org.apache.camel.spi.Metadata;

/** The endpoints that Rollcall adds to a context, and their headers. */
public final class RollcallConstants {
    /**
     * From a {@link io.rollcall.model.UserId} or its text to the {@link io.rollcall.model.Participant}s of the user's
     * running meetings.
     */
    public static final String ONGOING_MEETINGS = "direct:rollcall-ongoing-meetings";

    /**
     * From a {@link io.rollcall.model.CoHostChange} to {@link io.rollcall.provider.Accepted}. It stands in the audit, and
     * the co-host flows take a promotion for one of their own.
     */
    public static final String SET_CO_HOSTS = "direct:rollcall-set-co-hosts";

    /**
     * From an {@link io.rollcall.model.Invitation} to an {@link io.rollcall.model.InvitationResult}. Nobody is rung twice
     * for one meeting, here no more than in any flow: whoever was invited before is left out, and after a fault that does
     * not say that certainly nobody was rung, nobody of this invitation is rung again.
     */
    public static final String INVITE = "direct:rollcall-invite";

    /**
     * From a {@link io.rollcall.provider.DepartmentDirectory.PeoplePage} to
     * {@link io.rollcall.provider.DepartmentDirectory.People}, which names the next page.
     */
    public static final String DEPARTMENT_USERS = "direct:rollcall-department-users";

    /**
     * From a {@link io.rollcall.provider.UserLookup.Question} with any number of ids to a list of
     * {@link io.rollcall.provider.UserLookup.Found}. Asked in as many calls as the vendor's batches need; the fault of one
     * is the fault of all.
     */
    public static final String USER_DETAILS = "direct:rollcall-user-details";

    /**
     * Runs the flow that the header {@link #FLOW} names; the body afterwards is its
     * {@link io.rollcall.report.FlowReport}, or null where the flow is running already.
     */
    public static final String RUN_FLOW = "direct:rollcall-run-flow";

    /** The route template that runs a configured flow on a schedule; its parameters are {@code flow} and {@code schedule}. */
    public static final String FLOW_TEMPLATE = "rollcall-flow";

    @Metadata(description = "The name of the flow to run, or of the flow that an event is of", javaType = "String")
    public static final String FLOW = "CamelRollcallFlow";

    @Metadata(description = "Why the flow runs: once (the default), plan or run", javaType = "String")
    public static final String MODE = "CamelRollcallMode";

    @Metadata(description = "Which configured account is asked, where several have the capability", javaType = "String")
    public static final String PROVIDER = "CamelRollcallProvider";

    @Metadata(description = "What an event is: change, problem or report", javaType = "String")
    public static final String EVENT = "CamelRollcallEvent";

    private RollcallConstants() {}
}
