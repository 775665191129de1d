package io.rollcall.camel.internal.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.camel.RollcallFaultException;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.vendor.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A department's people, read page after page as they are consumed. */
@Tag("slow")
class DepartmentUsersTest extends RollcallTestSupport {
    private static final String TEN_A_PAGE = "direct:host";

    private final Queue<Person> seen = new ConcurrentLinkedQueue<>();

    private void startHost(boolean parallel) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                var split = from(TEN_A_PAGE)
                        .setHeader(RollcallConstants.PAGE_SIZE, constant(10))
                        .to(RollcallConstants.DEPARTMENT_USERS)
                        .split(body())
                        .streaming()
                        .stopOnException();
                if (parallel) {
                    split.parallelProcessing();
                }
                split.process(exchange -> seen.add(exchange.getMessage().getBody(Person.class)));
            }
        });
        start();
    }

    private Exchange ask(Object department) {
        return context.createProducerTemplate()
                .request(TEN_A_PAGE, exchange -> exchange.getMessage().setBody(department));
    }

    @Test
    void department_whenNamedInAnyForm_isReadWhole() throws Exception {
        play(Company.generated(25, 1).withoutLimits());
        startHost(false);

        for (Object department :
                List.of(new DepartmentId(1), 1, 1L, "1", " 1 ", "1".getBytes(StandardCharsets.UTF_8))) {
            seen.clear();
            assertThat(ask(department).getException()).isNull();
            assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        }
        assertThat(sandbox.calls(VendorApi.DINGTALK_DEPARTMENT_USERS)).isEqualTo(6 * 3);
    }

    @Test
    void pages_whenNobodyAsksForThem_areNotRead() throws Exception {
        play(Company.generated(25, 1).withoutLimits());
        startHost(false);

        Iterator<?> people = (Iterator<?>) context.createProducerTemplate()
                .requestBodyAndHeader(RollcallConstants.DEPARTMENT_USERS, 1, RollcallConstants.PAGE_SIZE, "10");
        for (int i = 0; i < 10; i++) {
            people.next();
        }

        assertThat(sandbox.calls(VendorApi.DINGTALK_DEPARTMENT_USERS)).isEqualTo(1);
        assertThat(people.hasNext()).isTrue();
        assertThat(sandbox.calls(VendorApi.DINGTALK_DEPARTMENT_USERS)).isEqualTo(2);
    }

    @Test
    void fault_whenOnTheThirdPage_failsTheSplitAndIsNotTheEnd() throws Exception {
        play(Company.generated(55, 1).withoutLimits());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                .at("3")
                .then(Preset.PERMISSION));
        startHost(false);

        assertThat(faultOf(ask(1)).kind()).isEqualTo(Fault.Kind.PERMISSION);
        // Camel looks one ahead: whether there is another is asked before a part is processed
        assertThat(seen).hasSizeBetween(19, 20);
    }

    @Test
    void fault_whenThePartsAreProcessedSideBySide_failsTheSplitToo() throws Exception {
        play(Company.generated(55, 1).withoutLimits());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                .at("3")
                .then(Preset.PERMISSION));
        startHost(true);

        assertThat(faultOf(ask(1)).kind()).isEqualTo(Fault.Kind.PERMISSION);
    }

    @Test
    void fault_whenAskedOnAfterIt_staysAndCostsNoFurtherCall() throws Exception {
        play(Company.generated(25, 1).withoutLimits());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                .at("2")
                .then(Preset.PERMISSION));
        startHost(false);
        Iterator<?> people = (Iterator<?>) context.createProducerTemplate()
                .requestBodyAndHeader(RollcallConstants.DEPARTMENT_USERS, 1, RollcallConstants.PAGE_SIZE, 10);
        for (int i = 0; i < 10; i++) {
            people.next();
        }

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(people::hasNext).isInstanceOf(RollcallFaultException.class);
            assertThatThrownBy(people::next).isInstanceOf(RollcallFaultException.class);
        }
        assertThat(sandbox.calls(VendorApi.DINGTALK_DEPARTMENT_USERS)).isEqualTo(2);
    }

    @Test
    void cursor_whenItDoesNotMove_isUnreadable() throws Exception {
        play(Company.generated(25, 1).withoutLimits());
        sandbox.script(
                io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                        .at("2")
                        .then(
                                200,
                                Map.of(),
                                "{\"errcode\":0,\"result\":{\"has_more\":true,\"next_cursor\":10,\"list\":[{\"userid\":\"x\"}]}}"));
        startHost(false);

        assertThat(faultOf(ask(1)).kind()).isEqualTo(Fault.Kind.UNREADABLE);
        assertThat(seen).hasSizeLessThanOrEqualTo(11);
    }

    @Test
    void headers_whenGiven_areAskedAndLeftAsTheyWere() throws Exception {
        play(Company.generated(5, 1).withoutLimits());
        startHost(false);
        Map<String, Object> headers = Map.of(
                RollcallConstants.PAGE_SIZE,
                3,
                RollcallConstants.LANGUAGE,
                "en_US",
                RollcallConstants.ORDER_FIELD,
                "entry_asc",
                RollcallConstants.CONTAIN_ACCESS_LIMIT,
                "true",
                "mine",
                "mine");

        Exchange answer = context.createProducerTemplate().request(RollcallConstants.DEPARTMENT_USERS, exchange -> {
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
            exchange.getMessage().setBody(1);
        });

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeaders()).isEqualTo(headers);
        List<Object> people = new ArrayList<>();
        answer.getMessage().getBody(Iterator.class).forEachRemaining(people::add);
        assertThat(people).hasSize(5);
    }

    @Test
    void question_whenItIsNone_sendsNothing() throws Exception {
        play(Company.generated(5, 1).withoutLimits());
        startHost(false);

        for (Object body : List.of("", "zero", 0, -1, 1.5, "1.5", Map.of())) {
            assertThat(ask(body).getException())
                    .as("%s", body)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the body must be a DepartmentId, its number, or a PeoplePage");
        }
        for (Map.Entry<String, Object> header : Map.<String, Object>of(
                        RollcallConstants.PAGE_SIZE, 101,
                        RollcallConstants.LANGUAGE, 1,
                        RollcallConstants.ORDER_FIELD, 1,
                        RollcallConstants.CONTAIN_ACCESS_LIMIT, "perhaps")
                .entrySet()) {
            assertThatThrownBy(() -> context.createProducerTemplate()
                            .requestBodyAndHeader(
                                    RollcallConstants.DEPARTMENT_USERS, 1, header.getKey(), header.getValue()))
                    .isInstanceOf(CamelExecutionException.class)
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the header " + header.getKey() + " must be ");
        }
        assertThat(sandbox.calls()).isEmpty();
    }

    private static Fault faultOf(Exchange exchange) {
        Throwable thrown = exchange.getException();
        while (thrown != null && !(thrown instanceof RollcallFaultException)) {
            thrown = thrown.getCause();
        }
        assertThat(thrown).isNotNull();
        return ((RollcallFaultException) thrown).fault();
    }
}
