package io.rollcall.camel;

import org.apache.camel.spi.Metadata;

/** The headers of Rollcall's endpoints. */
public final class RollcallConstants {
    @Metadata(description = "The name of the flow to run, or of the flow that an event is of", javaType = "String")
    public static final String FLOW = "CamelRollcallFlow";

    @Metadata(description = "Why the flow runs: once (the default), plan or run", javaType = "String")
    public static final String MODE = "CamelRollcallMode";

    @Metadata(
            description = "Which configured provider is asked, where several have the capability",
            javaType = "String")
    public static final String PROVIDER = "CamelRollcallProvider";

    @Metadata(description = "What an event is: change, problem or report", javaType = "String")
    public static final String EVENT = "CamelRollcallEvent";

    private RollcallConstants() {}
}
