package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.camel.api.RollcallFaultException;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.vendor.Fault;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.SplitDefinition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A department's people, read page after page as they are consumed. */
@Tag("slow")
class DepartmentUsersTest extends RollcallTestSupport {
    private static final String URI = "rollcall:department-users?department=1&pageSize=10";
    private static final String HOST = "direct:host";

    private final Queue<Person> seen = new ConcurrentLinkedQueue<>();

    /** Starts a host whose route splits a department, with this step for each person. */
    private void startHost(boolean parallel, Processor step) throws Exception {
        start();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(UnsupportedOperationException.class).handled(true);
                SplitDefinition split =
                        from(HOST).to(URI).split(body()).streaming().stopOnException();
                if (parallel) {
                    split.parallelProcessing();
                }
                split.process(exchange -> seen.add(exchange.getMessage().getBody(Person.class)))
                        .process(step);
            }
        });
    }

    private Exchange send() {
        return context.createProducerTemplate().request(HOST, exchange -> {});
    }

    private Iterator<?> people(String uri) {
        return (Iterator<?>) context.createProducerTemplate().requestBody(uri, (Object) null);
    }

    private static List<String> ids(Iterator<?> people) {
        List<String> ids = new ArrayList<>();
        people.forEachRemaining(person -> ids.add(((Person) person).id().value()));
        return ids;
    }

    private long pages() {
        return sandbox.calls(VendorApi.DINGTALK_DEPARTMENT_USERS);
    }

    @Test
    void department_whenConsumed_isReadWhole() throws Exception {
        play(Company.generated(25, 1).withoutLimits());
        startHost(false, exchange -> {});

        assertThat(send().getException()).isNull();

        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        assertThat(pages()).isEqualTo(3);
    }

    @Test
    void pages_whenNotNeededYet_areNotRead() throws Exception {
        play(Company.generated(25, 1).withoutLimits());
        start();

        Iterator<?> people = people(URI);
        for (int i = 0; i < 10; i++) {
            people.next();
        }

        assertThat(pages()).isEqualTo(1);
        assertThat(people.hasNext()).isTrue();
        assertThat(pages()).isEqualTo(2);
    }

    @Test
    void pages_afterTheIteratorWasClosed_areNotRead() throws Exception {
        play(Company.generated(25, 1).withoutLimits());
        start();
        Iterator<?> people = people(URI);
        people.next();

        ((Closeable) people).close();

        assertThat(people.hasNext()).isFalse();
        assertThat(pages()).isEqualTo(1);
    }

    @Test
    void pages_afterTheSplitHasStopped_areNotRead() throws Exception {
        play(Company.generated(200, 1).withoutLimits());
        startHost(false, exchange -> {
            throw new IllegalStateException("enough");
        });

        assertThat(send().getException()).hasRootCauseMessage("enough");

        assertThat(seen).hasSize(1);
        assertThat(pages()).isEqualTo(1);
    }

    @Test
    void pages_afterAStepHasStoppedTheRoute_areNotRead() throws Exception {
        play(Company.generated(200, 1).withoutLimits());
        startHost(false, exchange -> exchange.setRouteStop(true));

        assertThat(send().getException()).isNull();

        assertThat(seen).hasSize(1);
        assertThat(pages()).isEqualTo(1);
    }

    @Test
    void pages_afterAHandledExceptionHasStoppedTheSplit_areNotRead() throws Exception {
        play(Company.generated(200, 1).withoutLimits());
        startHost(false, exchange -> {
            throw new UnsupportedOperationException("enough");
        });

        assertThat(send().getException()).isNull();

        assertThat(seen).hasSize(1);
        assertThat(pages()).isEqualTo(1);
    }

    @Test
    void pages_afterAParallelSplitHasStopped_areReadNoFurtherThanItLooksAhead() throws Exception {
        play(Company.generated(2_000, 1).withoutLimits());
        startHost(true, exchange -> {
            throw new IllegalStateException("enough");
        });

        assertThat(send().getException()).isNotNull();

        assertThat(pages()).isLessThan(20);
    }

    @Test
    void recursion_readsTheDepartmentsBelowAndEachPersonOnce() throws Exception {
        play("{'departments':[{'id':2},{'id':7,'parent':2},{'id':3}],'people':["
                + "{'userId':'a','unionId':'A','departments':[1]},{'userId':'b','unionId':'B','departments':[2,3]},"
                + "{'userId':'c','unionId':'C','departments':[7]},{'userId':'d','unionId':'D','departments':[3]}]}");
        start();

        assertThat(ids(people("rollcall:department-users?department=1"))).containsExactly("a");
        assertThat(ids(people("rollcall:department-users?department=1&recursive=true")))
                .containsExactly("a", "b", "d", "c");
        assertThat(ids(people("rollcall:department-users?department=2&recursive=true")))
                .containsExactly("b", "c");
    }

    @Test
    void recursion_readsNoDepartmentBeforeItsTurn() throws Exception {
        play(Company.generated(30, 3).withoutLimits());
        start();

        Iterator<?> people = people("rollcall:department-users?department=1&recursive=true");
        people.next();

        assertThat(pages()).isEqualTo(1);
        assertThat(sandbox.calls(VendorApi.DINGTALK_SUB_DEPARTMENTS)).isZero();
        people.forEachRemaining(person -> {});
        assertThat(pages()).isEqualTo(3);
    }

    @Test
    void fault_whenInADepartmentBelow_isThrownAndNotTheEnd() throws Exception {
        play(Company.generated(30, 3).withoutLimits());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                .where(Match.DEPARTMENT, "1001")
                .then(Preset.PERMISSION));
        start();

        Iterator<?> people = people("rollcall:department-users?department=1&recursive=true");

        assertThatThrownBy(() -> ids(people)).isInstanceOf(RollcallFaultException.class);
        assertThatThrownBy(people::hasNext).isInstanceOf(RollcallFaultException.class);
    }

    @Test
    void fault_whenOnTheThirdPage_failsTheSplitAndIsNotTheEnd() throws Exception {
        play(Company.generated(55, 1).withoutLimits());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                .at("3")
                .then(Preset.PERMISSION));
        startHost(false, exchange -> {});

        assertThat(faultOf(send()).kind()).isEqualTo(Fault.Kind.PERMISSION);
        // Camel checks whether there is another person before it processes one
        assertThat(seen).hasSizeBetween(19, 20);
    }

    @Test
    void fault_whenThePartsAreProcessedInParallel_failsTheSplitToo() throws Exception {
        play(Company.generated(55, 1).withoutLimits());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                .at("3")
                .then(Preset.PERMISSION));
        startHost(true, exchange -> {});

        assertThat(faultOf(send()).kind()).isEqualTo(Fault.Kind.PERMISSION);
    }

    @Test
    void fault_whenReadOnAfterIt_staysAndCostsNoFurtherCall() throws Exception {
        play(Company.generated(25, 1).withoutLimits());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                .at("2")
                .then(Preset.PERMISSION));
        start();
        Iterator<?> people = people(URI);
        for (int i = 0; i < 10; i++) {
            people.next();
        }

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(people::hasNext).isInstanceOf(RollcallFaultException.class);
            assertThatThrownBy(people::next).isInstanceOf(RollcallFaultException.class);
        }
        assertThat(pages()).isEqualTo(2);
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
        startHost(false, exchange -> {});

        assertThat(faultOf(send()).kind()).isEqualTo(Fault.Kind.UNREADABLE);
        assertThat(seen).hasSizeLessThanOrEqualTo(11);
    }

    @Test
    void options_areSentAndHeadersStay() throws Exception {
        play(Company.generated(5, 1).withoutLimits());
        start();
        Map<String, Object> headers = Map.of("mine", "mine");

        Exchange answer = context.createProducerTemplate()
                .request(
                        "rollcall:department-users?department=1&pageSize=3&language=en_US&orderField=entry_asc"
                                + "&containAccessLimit=true",
                        exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers)));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeaders()).isEqualTo(headers);
        assertThat(ids(answer.getMessage().getBody(Iterator.class))).hasSize(5);
        assertThat(pages()).isEqualTo(2);
    }

    @Test
    void endpoint_whenAnOptionDoesNotFit_sendsNothing() throws Exception {
        play(Company.generated(5, 1).withoutLimits());
        start();

        for (String options : List.of(
                "",
                "?department=0",
                "?department=-1",
                "?department=zero",
                "?department=1.5",
                "?department=1&pageSize=0",
                "?department=1&pageSize=101",
                "?department=1&recursive=perhaps",
                "?department=1&pagesize=10")) {
            assertThatThrownBy(() -> people("rollcall:department-users" + options))
                    .as(options)
                    .isInstanceOf(Exception.class);
        }
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void header_inAnyForm_overridesTheOption() throws Exception {
        play(Company.generated(25, 1).withoutLimits());
        start();

        for (Object department : List.of(new DepartmentId(1), 1, 1L, "1", " 1 ")) {
            assertThat(ids(withHeader(department).getMessage().getBody(Iterator.class)))
                    .hasSize(25);
        }
    }

    @Test
    void header_whenItIsNoDepartment_sendsNothing() throws Exception {
        play(Company.generated(5, 1).withoutLimits());
        start();

        for (Object header : List.of("", "zero", 0, -1, 1.5, "1.5", Map.of())) {
            assertThat(withHeader(header).getException())
                    .as("%s", header)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("rollcall:department-users needs the option department or the header"
                            + " CamelRollcallDepartment, the id of a department (a whole number, 1 or more).");
        }
        assertThat(sandbox.calls()).isEmpty();
    }

    private Exchange withHeader(Object department) {
        return context.createProducerTemplate()
                .request("rollcall:department-users?department=77", exchange -> exchange.getMessage()
                        .setHeader(RollcallConstants.DEPARTMENT, department));
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
