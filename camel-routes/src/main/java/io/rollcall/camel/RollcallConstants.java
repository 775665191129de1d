package io.rollcall.camel;

import org.apache.camel.spi.Metadata;

/**
 * The endpoints that Rollcall adds to a context, and their headers.
 *
 * <p>What holds for all of them: callers may wait or not; any number may call at once. A vendor's fault arrives as
 * {@link RollcallFaultException}, a store that cannot be used as {@link io.rollcall.state.StoreException}, a question
 * that is none (a field too many, a field missing, a header without sense) as {@link IllegalArgumentException}, and then
 * nothing is sent. Only the body changes: headers stay as the caller's message has them. JSON is text, bytes, a stream,
 * or the map or list that {@code unmarshal} makes of it. {@link RollcallJson} makes JSON of every answer. Each takes the
 * header {@link #PROVIDER} but {@link #RUN_FLOW}.
 */
public final class RollcallConstants {
    /**
     * Which running meetings is a user in, and how?
     *
     * <ul>
     *   <li>Body in: a {@link io.rollcall.model.UserId} or its text.
     *   <li>Body out: a list of {@link io.rollcall.model.Participant}, the user's rows; empty for a user in no meeting.
     *   <li>Faults: any kind; the question may be asked again.
     * </ul>
     */
    public static final String ONGOING_MEETINGS = "direct:rollcall-ongoing-meetings";

    /**
     * Makes people co-hosts of a running meeting, or takes the role away. It stands in the audit, and the co-host flows take
     * a promotion for one of their own.
     *
     * <ul>
     *   <li>Body in: a {@link io.rollcall.model.CoHostChange}, or JSON:
     *       {@code {"meeting":"c1","action":"promote","users":["UN1"]}}; {@code action} is {@code promote} or
     *       {@code remove}.
     *   <li>Body out: {@link io.rollcall.vendor.Accepted}.
     *   <li>Faults: any kind; {@link io.rollcall.vendor.Fault#certainlyNotDone()} says whether it may have been done.
     * </ul>
     */
    public static final String SET_CO_HOSTS = "direct:rollcall-set-co-hosts";

    /**
     * Rings people and phones into a running meeting. Nobody is rung twice for one meeting, here no more than in any flow:
     * whoever was invited before is left out, and after a fault that does not say that certainly nobody was rung, nobody
     * of this invitation is rung again.
     *
     * <ul>
     *   <li>Body in: an {@link io.rollcall.model.Invitation}, or JSON: {@code {"meeting":"c1","operator":"UN9",
     *       "invitees":[{"user":"UN1","nick":"Duty"},{"phone":"+8613800138000"}]}}; {@code operator} may be left out, and
     *       so may {@code nick} for a phone.
     *   <li>Body out: an {@link io.rollcall.model.InvitationResult}.
     *   <li>Faults: any kind; {@link io.rollcall.vendor.Fault#certainlyNotDone()} says whether it may have rung.
     * </ul>
     */
    public static final String INVITE = "direct:rollcall-invite";

    /**
     * The people directly in a department.
     *
     * <ul>
     *   <li>Body in: a {@link io.rollcall.model.DepartmentId}, its number, or its text; or a
     *       {@link io.rollcall.vendor.DepartmentDirectory.PeoplePage} for one page.
     *   <li>Body out: an {@link java.util.Iterator} of {@link io.rollcall.model.Person} that reads page after page as it
     *       is consumed, one page in memory at a time, for {@code split(body()).streaming()}; its first page is read
     *       already. For a {@code PeoplePage}: {@link io.rollcall.vendor.DepartmentDirectory.People}, which names the
     *       next page.
     *   <li>Headers: {@link #PAGE_SIZE}, {@link #LANGUAGE}, {@link #ORDER_FIELD}, {@link #CONTAIN_ACCESS_LIMIT}; what
     *       they leave open is as usual at the vendor.
     *   <li>Faults: any kind; the question may be asked again. A fault in the middle of a department comes out of the
     *       iterator as {@link RollcallFaultException}, and so fails a split; it is never the end of the iteration. A page
     *       that does not say where the next one starts is {@code unreadable}.
     * </ul>
     */
    public static final String DEPARTMENT_USERS = "direct:rollcall-department-users";

    /**
     * What does a vendor know of people? Asked in as many calls as the vendor's batches need, each id once.
     *
     * <ul>
     *   <li>Body in: a {@link io.rollcall.vendor.UserLookup.Question}, a collection of ids, or JSON:
     *       {@code {"idType":"THIRD_ACCOUNT","ids":["zhangsan"]}} or a list of ids. Any number of them, none blank.
     *   <li>Body out: a list of {@link io.rollcall.vendor.UserLookup.Found}. Order and number of the answers are not
     *       promised.
     *   <li>Headers: {@link #ID_TYPE}, where the body does not say it; what both leave open is the vendor's first.
     *   <li>Faults: any kind; the question may be asked again. The fault of one call is the fault of all.
     * </ul>
     */
    public static final String USER_DETAILS = "direct:rollcall-user-details";

    /**
     * Runs a configured flow once.
     *
     * <ul>
     *   <li>Body in: any; it is not looked at.
     *   <li>Body out: the flow's {@link io.rollcall.report.FlowReport}, or null where the flow is running already.
     *   <li>Headers: {@link #FLOW} names the flow, {@link #MODE} says why it runs.
     *   <li>Faults: none; they are in the report, whatever went wrong.
     * </ul>
     */
    public static final String RUN_FLOW = "direct:rollcall-run-flow";

    /** The route template that runs a configured flow on a schedule; its parameters are {@code flow} and {@code schedule}. */
    public static final String FLOW_TEMPLATE = "rollcall-flow";

    @Metadata(
            label = "producer",
            description = "The name of the flow to run, or of the flow that a message is about",
            javaType = "String",
            applicableFor = {"rollcall-run-flow", "rollcall-cohost-source", "rollcall-roster-source"})
    public static final String FLOW = "CamelRollcallFlow";

    @Metadata(
            label = "producer",
            description = "Why the flow runs",
            javaType = "String",
            enums = "once,plan,run",
            defaultValue = "once",
            applicableFor = "rollcall-run-flow")
    public static final String MODE = "CamelRollcallMode";

    @Metadata(
            label = "producer",
            description = "Which configured account is asked; needed where several accounts have the capability",
            javaType = "String",
            applicableFor = {
                "rollcall-ongoing-meetings",
                "rollcall-set-co-hosts",
                "rollcall-invite",
                "rollcall-department-users",
                "rollcall-user-details"
            })
    public static final String PROVIDER = "CamelRollcallProvider";

    @Metadata(
            label = "producer",
            description = "As which kind of id the ids are asked, where the body does not say it; one of the vendor's"
                    + " words, by default the vendor's first",
            javaType = "String",
            applicableFor = "rollcall-user-details")
    public static final String ID_TYPE = "CamelRollcallIdType";

    @Metadata(
            label = "producer",
            description = "How many people one call asks for; by default as many as the vendor gives",
            javaType = "Integer",
            applicableFor = "rollcall-department-users")
    public static final String PAGE_SIZE = "CamelRollcallPageSize";

    @Metadata(
            label = "producer",
            description = "The language of the directory, in the vendor's word; by default as usual at the vendor",
            javaType = "String",
            applicableFor = "rollcall-department-users")
    public static final String LANGUAGE = "CamelRollcallLanguage";

    @Metadata(
            label = "producer",
            description = "The order of a department's people, in the vendor's word; by default as usual at the vendor",
            javaType = "String",
            applicableFor = "rollcall-department-users")
    public static final String ORDER_FIELD = "CamelRollcallOrderField";

    @Metadata(
            label = "producer",
            description = "Whether people with restricted access are wanted too; by default as usual at the vendor",
            javaType = "Boolean",
            applicableFor = "rollcall-department-users")
    public static final String CONTAIN_ACCESS_LIMIT = "CamelRollcallContainAccessLimit";

    @Metadata(
            label = "consumer",
            description = "What a message is about",
            javaType = "String",
            enums = "change,problem,report,person",
            applicableFor = {"rollcall-cohost-source", "rollcall-roster-source"})
    public static final String EVENT = "CamelRollcallEvent";

    @Metadata(
            label = "consumer",
            description = "Whether the roster that the person is of is complete",
            javaType = "Boolean",
            applicableFor = "rollcall-roster-source")
    public static final String COMPLETE = "CamelRollcallComplete";

    @Metadata(
            label = "producer",
            description = "The id of the department to read, instead of the option department",
            javaType = "Long",
            applicableFor = "rollcall")
    public static final String DEPARTMENT = "CamelRollcallDepartment";

    private RollcallConstants() {}
}
