package io.rollcall.camel.api;

import org.apache.camel.spi.Metadata;

/** Names of headers, and of the route template. */
public final class RollcallConstants {
    /** The route template that runs a configured flow on a schedule; its parameters are {@code flow} and {@code schedule}. */
    public static final String FLOW_TEMPLATE = "rollcall-flow";

    @Metadata(
            label = "producer",
            description = "The id of the department to read, instead of the option department.",
            javaType = "Long",
            applicableFor = "rollcall")
    public static final String DEPARTMENT = "CamelRollcallDepartment";

    @Metadata(
            label = "consumer",
            description = "The name of the flow that the message is about.",
            javaType = "String",
            applicableFor = "rollcall")
    public static final String FLOW = "CamelRollcallFlow";

    @Metadata(
            label = "consumer",
            description =
                    "What the message is about: change, problem, report or roster; of rollcall:stream the type of the"
                            + " event, such as participant-joined.",
            javaType = "String",
            applicableFor = "rollcall")
    public static final String EVENT = "CamelRollcallEvent";

    @Metadata(
            label = "consumer",
            description = "Whether the roster is complete, so that it replaced the output.",
            javaType = "Boolean",
            applicableFor = "rollcall")
    public static final String COMPLETE = "CamelRollcallComplete";

    private RollcallConstants() {}
}
