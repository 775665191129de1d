package io.rollcall.camel;

import io.rollcall.camel.api.RollcallConstants;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Read running meetings, change co-hosts, invite people, read company directories, and run configured flows.
 */
@UriEndpoint(
        firstVersion = "0.2.0",
        scheme = "rollcall",
        title = "Rollcall",
        syntax = "rollcall:operation",
        category = {Category.CHAT, Category.CLOUD, Category.API},
        headersClass = RollcallConstants.class)
public class RollcallEndpoint extends DefaultEndpoint {
    @UriPath(
            description = "What the endpoint does",
            enums =
                    "ongoing-meetings,organization-meetings,members,set-co-hosts,invite,department-users,user-details,"
                            + "run,observe,plan,apply,report,departments,department-pages,enrich,write,accept,pause,resume,attendance,events,stream")
    @Metadata(required = true)
    private String operation;

    @UriParam(
            description =
                    "The account to use. Needed if several accounts have the capability that the operation needs.")
    private @Nullable String account;

    @UriParam(
            description =
                    "The name of a configured flow. Without it, pause and resume apply to all flows, and events to"
                            + " those of all flows.")
    private @Nullable String flow;

    @UriParam(
            label = "producer",
            defaultValue = "once",
            enums = "once,plan,run",
            description = "Why the flow runs: once, plan (changes nothing), or run (as on its schedule).")
    private String mode = "once";

    @UriParam(
            label = "producer",
            description =
                    "The id of the department to read. The header CamelRollcallDepartment of a message overrides it.")
    private @Nullable Long department;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether the people of the departments below the department are read too.")
    private boolean recursive;

    @UriParam(
            label = "producer",
            description = "How many people one call reads. The default is the largest number that the vendor allows.")
    private @Nullable Integer pageSize;

    @UriParam(
            label = "producer",
            description =
                    "The language: of the directory, a value of the vendor, by default the vendor's; of messages with a"
                            + " format, en or zh.")
    private @Nullable String language;

    @UriParam(
            label = "producer",
            description = "The order of a department's people, a value of the vendor. The default is the vendor's.")
    private @Nullable String orderField;

    @UriParam(
            label = "producer",
            description = "Whether people with restricted access are read too. The default is the vendor's.")
    private @Nullable Boolean containAccessLimit;

    @UriParam(
            label = "producer",
            description =
                    "The type of the ids to look up, a value of the vendor. The default is the vendor's first type.")
    private @Nullable String idType;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            defaultValue = "0",
            description =
                    "How long the caller waits, such as 30s. Requests that were not sent by then are not sent. 0 is"
                            + " no limit of the endpoint's own.")
    private long timeout;

    @UriParam(
            label = "producer",
            description =
                    "When the pause ends: a time ahead of the message such as 2h, a date, a date with a time, or an"
                            + " instant. The default is no end.")
    private @Nullable String until;

    @UriParam(
            label = "producer",
            description =
                    "Only sessions of meetings that took place then or later: a time back from the message such as 7d, a"
                            + " date, a date with a time, or an instant. The default is seven days before to.")
    private @Nullable String from;

    @UriParam(
            label = "producer",
            description = "Only sessions of meetings that began before then; as from. The default is now.")
    private @Nullable String to;

    @UriParam(label = "producer", description = "Only sessions of the meetings with this id. The default is all.")
    private @Nullable String meeting;

    @UriParam(label = "producer", description = "Why changes are paused; shown wherever the pause is shown.")
    private @Nullable String reason;

    @UriParam(
            label = "consumer",
            defaultValue = "change,problem,report",
            description = "Which events to receive, comma-separated: change, problem, report, roster.")
    private String kinds = "change,problem,report";

    @UriParam(
            label = "consumer",
            enums = "dingtalk-robot,feishu-robot,wecom-robot,slack-robot",
            description =
                    "The format of messages for people: the body of the message about a run, as the robot of a chat service"
                            + " takes it. Then there is one message for a run: with kinds=problem for runs with problems,"
                            + " with change also for runs with changes, with report for all runs.")
    private @Nullable String format;

    @UriParam(
            label = "consumer",
            defaultValue = "meeting,contacts",
            description = "Which events of vendors to receive, comma-separated: meeting (meetings and their"
                    + " participants), contacts (people and departments).")
    private String events = "meeting,contacts";

    public RollcallEndpoint(String uri, RollcallComponent component, String operation) {
        super(uri, component);
        this.operation = operation;
    }

    @Override
    public Producer createProducer() throws Exception {
        RollcallOperation named = RollcallOperation.named(operation);
        if (named.isStart()) {
            throw new IllegalArgumentException(
                    "rollcall:" + operation + " can only be the start of a route. Use it in from(...).");
        }
        return new RollcallProducer(this, named);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        RollcallOperation named = RollcallOperation.named(operation);
        if (!named.isStart()) {
            throw new IllegalArgumentException(
                    "rollcall:" + operation + " cannot be the start of a route. Use it in to(...); start with"
                            + " rollcall:events, rollcall:stream or a trigger of your own.");
        }
        DefaultConsumer consumer = named == RollcallOperation.STREAM
                ? new StreamConsumer(this, processor)
                : new EventsConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public RollcallComponent getComponent() {
        return (RollcallComponent) super.getComponent();
    }

    public String getOperation() {
        return operation;
    }

    public void setOperation(String operation) {
        this.operation = operation;
    }

    public @Nullable String getAccount() {
        return account;
    }

    public void setAccount(@Nullable String account) {
        this.account = account;
    }

    public @Nullable String getFrom() {
        return from;
    }

    public void setFrom(@Nullable String from) {
        this.from = from;
    }

    public @Nullable String getTo() {
        return to;
    }

    public void setTo(@Nullable String to) {
        this.to = to;
    }

    public @Nullable String getMeeting() {
        return meeting;
    }

    public void setMeeting(@Nullable String meeting) {
        this.meeting = meeting;
    }

    public @Nullable String getFlow() {
        return flow;
    }

    public void setFlow(@Nullable String flow) {
        this.flow = flow;
    }

    public String getMode() {
        return mode;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    public @Nullable Long getDepartment() {
        return department;
    }

    public void setDepartment(@Nullable Long department) {
        this.department = department;
    }

    public boolean isRecursive() {
        return recursive;
    }

    public void setRecursive(boolean recursive) {
        this.recursive = recursive;
    }

    public @Nullable Integer getPageSize() {
        return pageSize;
    }

    public void setPageSize(@Nullable Integer pageSize) {
        this.pageSize = pageSize;
    }

    public @Nullable String getLanguage() {
        return language;
    }

    public void setLanguage(@Nullable String language) {
        this.language = language;
    }

    public @Nullable String getOrderField() {
        return orderField;
    }

    public void setOrderField(@Nullable String orderField) {
        this.orderField = orderField;
    }

    public @Nullable Boolean getContainAccessLimit() {
        return containAccessLimit;
    }

    public void setContainAccessLimit(@Nullable Boolean containAccessLimit) {
        this.containAccessLimit = containAccessLimit;
    }

    public @Nullable String getIdType() {
        return idType;
    }

    public void setIdType(@Nullable String idType) {
        this.idType = idType;
    }

    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public @Nullable String getUntil() {
        return until;
    }

    public void setUntil(@Nullable String until) {
        this.until = until;
    }

    public @Nullable String getReason() {
        return reason;
    }

    public void setReason(@Nullable String reason) {
        this.reason = reason;
    }

    public String getKinds() {
        return kinds;
    }

    public @Nullable String getFormat() {
        return format;
    }

    public void setFormat(@Nullable String format) {
        this.format = format;
    }

    public void setKinds(String kinds) {
        this.kinds = kinds;
    }

    public String getEvents() {
        return events;
    }

    public void setEvents(String events) {
        this.events = events;
    }
}
