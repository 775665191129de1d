package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rollcall.sandbox.Company;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URIs that cannot work stop the start of a host's route, with one sentence that says what to write. */
@Tag("slow")
class StartTest extends RollcallTestSupport {
    private static final String BOARD = "rollcall.flow.board.type=cohost";
    private static final String USERS = "rollcall.flow.board.users=UN-lisi";

    private String refusal(String from, String to) {
        Throwable refused = catchThrowable(() -> context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        }));
        assertThat(refused).as(from + " " + to).isNotNull();
        Throwable cause = refused;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rollcall:ongoing-meeting | rollcall:ongoing-meeting is not an operation. Did you mean ongoing-meetings? The operations are ongoing-meetings, organization-meetings, members, set-co-hosts, invite, department-users, user-details, run, observe, plan, apply, report, departments, department-pages, enrich, write, accept, pause, resume, attendance, events, stream.",
                "rollcall:stop | rollcall:stop is not an operation. The operations are ongoing-meetings, organization-meetings, members, set-co-hosts, invite, department-users, user-details, run, observe, plan, apply, report, departments, department-pages, enrich, write, accept, pause, resume, attendance, events, stream.",
                "rollcall:run?flow=board&mod=plan | rollcall:run cannot be used like this. It has no option mod. Did you mean mode? Its options are flow, mode.",
                "rollcall:ongoing-meetings?pageSize=5 | rollcall:ongoing-meetings cannot be used like this. It has no option pageSize. Its options are account, timeout.",
                "rollcall:plan?flow=board&mode=once | rollcall:plan cannot be used like this. It has no option mode. Its options are flow.",
                "rollcall:run | rollcall:run cannot be used like this. It needs the option flow, the name of a configured flow. Its options are flow, mode.",
                "rollcall:run?flow=bord | The flow 'bord' is not configured. Did you mean board? The configured flows: board.",
                "rollcall:run?flow=board&mode=twice | The option mode must be once, plan or run.",
                "rollcall:observe?flow=board&mode=dry | The option mode must be once, plan or run.",
                "rollcall:ongoing-meetings?account=huawei | rollcall:ongoing-meetings: the account huawei does not have this capability. Accounts that have it: dingtalk.",
                "rollcall:user-details?account=dingtalk | rollcall:user-details: the account dingtalk does not have this capability. Accounts that have it: huawei.",
                "rollcall:invite?account=dingtak | rollcall:invite: the account dingtak is not configured. Did you mean dingtalk? Accounts that have it: dingtalk.",
                "rollcall:user-details?idType=SHOE_SIZE | The id type must be one of THIRD_ACCOUNT",
                "rollcall:events?flow=board | rollcall:events can only be the start of a route. Use it in from(...).",
            })
    void to_whenTheUriCannotWork_isRefused(String uri, String message) throws Exception {
        play(Company.builtIn());
        start(BOARD, USERS);

        if (message.startsWith("The id type")) {
            assertThat(refusal("direct:a", uri))
                    .startsWith("The id type must be one of ")
                    .doesNotContain("SHOE_SIZE");
        } else {
            assertThat(refusal("direct:a", uri)).isEqualTo(message);
        }
        assertThat(sandbox.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rollcall:run?flow=board | rollcall:run cannot be the start of a route. Use it in to(...); start with rollcall:events, rollcall:stream or a trigger of your own.",
                "rollcall:events?flow=bord | The flow 'bord' is not configured. Did you mean board? The configured flows: board.",
                "rollcall:events?kinds=change,reports | rollcall:events has no kinds reports. The kinds are change, problem, report and roster.",
                "rollcall:events?kind=change | rollcall:events cannot be used like this. It has no option kind. Did you mean kinds? Its options are flow, format, kinds, language.",
            })
    void from_whenTheUriCannotWork_isRefused(String uri, String message) throws Exception {
        play(Company.builtIn());
        start(BOARD, USERS);

        assertThat(refusal(uri, "mock:events")).isEqualTo(message);
    }

    @Test
    void to_whenNoAccountOrNoFlowIsConfigured_isRefused() throws Exception {
        start();

        assertThat(refusal("direct:a", "rollcall:ongoing-meetings"))
                .isEqualTo("rollcall:ongoing-meetings needs an account with this capability, and no configured account"
                        + " has it.");
        assertThat(refusal("direct:a", "rollcall:run?flow=board"))
                .isEqualTo("The flow 'board' is not configured; no flow is. Configure it with rollcall.flow.NAME.type"
                        + " and the keys of its type.");
    }

    @Test
    void uri_neverHoldsASecret_norDoesARefusalShowAValue() throws Exception {
        play(Company.builtIn());
        start();

        Throwable refused = catchThrowable(() -> context.getEndpoint("rollcall:ongoing-meetings?clientSecret=PLANTED"));

        assertThat(refused)
                .rootCause()
                .message()
                .contains("It has no option clientSecret.")
                .doesNotContain("PLANTED");
    }
}
