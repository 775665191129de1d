package io.rollcall.camel;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The component {@code rollcall}: reads running meetings, changes co-hosts, invites people, reads directories, and runs
 * flows. See {@code docs/integrators/component.md}. Thread-safe once started.
 *
 * <p>Accounts are configured with {@code rollcall.*} keys of the application, or here: an instance of the component whose
 * options name an application has accounts of its own. Credentials never stand in a URI.
 */
@Component("rollcall")
public class RollcallComponent extends DefaultComponent {
    @Metadata(
            description = "The account that endpoints use if they name none. Needed if several accounts have the"
                    + " capability that an endpoint needs.")
    private @Nullable String account;

    @Metadata(
            label = "security",
            description = "Client ID (AppKey or SuiteKey) of the DingTalk application that this component uses.")
    private @Nullable String dingtalkClientId;

    @Metadata(
            label = "security",
            secret = true,
            description = "Client secret (AppSecret or SuiteSecret) of the DingTalk application.")
    private @Nullable String dingtalkClientSecret;

    @Metadata(
            label = "security",
            description = "App ID of the Huawei Cloud Meeting application that this component uses.")
    private @Nullable String huaweiAppId;

    @Metadata(label = "security", secret = true, description = "App key of the Huawei Cloud Meeting application.")
    private @Nullable String huaweiAppKey;

    @Metadata(
            label = "advanced",
            secret = true,
            description = "Further keys of the applications, each with its vendor's name, such as dingtalk.region. They"
                    + " are checked like the keys rollcall.* of the host.")
    private Map<String, Object> keys = new HashMap<>();

    @Metadata(
            label = "advanced",
            description = "A flow that this component defines: name, type and the keys of that type, such as users. Its"
                    + " schedule starts with the first rollcall:events endpoint of this component.")
    private Map<String, Object> flow = new HashMap<>();

    @Metadata(
            label = "advanced",
            description = "What messages write before the name of an application's setting. Kamelets set it, so that"
                    + " messages name their parameters. By default messages name this component and its option.")
    private @Nullable String messagePrefix;

    private final ComponentTopology topology = new ComponentTopology(this);

    public RollcallComponent() {}

    public RollcallComponent(CamelContext context) {
        super(context);
    }

    /** The accounts and flows that this instance contributes, as long as a route uses it. */
    ComponentTopology topology() {
        return topology;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        EndpointOptions.check(uri, remaining, parameters.keySet());
        RollcallEndpoint endpoint = new RollcallEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The account that endpoints use if they name none; null if they choose the only one with the capability. */
    public @Nullable String getAccount() {
        return account;
    }

    public void setAccount(@Nullable String account) {
        this.account = account;
    }

    public @Nullable String getDingtalkClientId() {
        return dingtalkClientId;
    }

    public void setDingtalkClientId(@Nullable String dingtalkClientId) {
        this.dingtalkClientId = dingtalkClientId;
    }

    public @Nullable String getDingtalkClientSecret() {
        return dingtalkClientSecret;
    }

    public void setDingtalkClientSecret(@Nullable String dingtalkClientSecret) {
        this.dingtalkClientSecret = dingtalkClientSecret;
    }

    public @Nullable String getHuaweiAppId() {
        return huaweiAppId;
    }

    public void setHuaweiAppId(@Nullable String huaweiAppId) {
        this.huaweiAppId = huaweiAppId;
    }

    public @Nullable String getHuaweiAppKey() {
        return huaweiAppKey;
    }

    public void setHuaweiAppKey(@Nullable String huaweiAppKey) {
        this.huaweiAppKey = huaweiAppKey;
    }

    public Map<String, Object> getKeys() {
        return keys;
    }

    public void setKeys(Map<String, Object> keys) {
        this.keys = keys;
    }

    public Map<String, Object> getFlow() {
        return flow;
    }

    public void setFlow(Map<String, Object> flow) {
        this.flow = flow;
    }

    /** What messages write before the name of a setting; null for this component and its option. */
    public @Nullable String getMessagePrefix() {
        return messagePrefix;
    }

    public void setMessagePrefix(@Nullable String messagePrefix) {
        this.messagePrefix = messagePrefix;
    }
}
