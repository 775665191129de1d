package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.state.RosterRepository.StagedPerson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom {@code rollcall find} finds, in tracked rosters and in the directory. */
@Tag("slow")
class FindCommandTest {
    @TempDir
    Path root;

    private static void track(Rehearsal rehearsal) throws Exception {
        rehearsal.and("rollcall.timezone=UTC", "rollcall.flow.people.track=true");
        try (TrackedRosters rosters = TrackedRosters.of(rehearsal.program)) {
            rosters.baseline();
            rosters.run(
                    rosters.person("john", "John Brown", null, List.of(Kind.LEFT)),
                    rosters.person("mary", "Mary Smith", null, List.of(Kind.UNSEEN)));
        }
    }

    @Test
    void find_inATrackedRoster_knowsAlsoWhoHasLeft() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            track(rehearsal);

            Ended found = rehearsal.inThisJvm("find", "李", "john", "UN-mary");

            assertThat(found.code()).as(found.err()).isZero();
            assertThat(found.out().replaceAll("[0-9]{4}-[0-9-]+ [0-9:]+Z", "TIME"))
                    .isEqualTo(
                            """
                            UNIONID  USERID  NAME        STATE                               DEPARTMENTS
                            UN-lina  lina    李娜          present since TIME  Sales (2)
                            UN-john  john    John Brown  left TIME           Sales (2), 销售二部 (3)
                            UN-mary  mary    Mary Smith  unseen since TIME   7
                            """);
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_TOKEN)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+8613900000001", "139 0000 0001", "13900000001", "lina", "UN-lina", "李娜"})
    void find_inATrackedRoster_takesAnyId(String who) throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            track(rehearsal);

            JsonNode line = json(rehearsal
                            .inThisJvm("find", who, "--output", "json")
                            .out())
                    .get(0);

            assertThat(Rehearsal.keys(line))
                    .containsExactly("who", "userId", "unionId", "name", "departments", "state", "since", "flow");
            assertThat(line.get("userId").asText()).isEqualTo("lina");
            assertThat(line.get("departments").toString()).isEqualTo("[{\"id\":2,\"name\":\"Sales\"}]");
            assertThat(line.get("state").asText()).isEqualTo("present");
        }
    }

    /** For example after the flow was renamed: the roster under the old name is never walked again. */
    @Test
    void find_ofWhoIsInSeveralRosters_showsThemOnceAsInTheNewest() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            track(rehearsal);
            try (TrackedRosters rosters = TrackedRosters.of(rehearsal.program)) {
                rosters.flow("company")
                        .on(TrackedRosters.at(2))
                        .run(
                                rosters.person("lina", "李娜", null, List.of(), 3),
                                rosters.person("john", "John Brown", null, List.of(), 2));
            }

            List<JsonNode> lines = json(rehearsal
                    .inThisJvm("find", "lina", "UN-john", "Mary", "--output", "json")
                    .out());

            assertThat(lines)
                    .extracting(
                            line -> line.get("userId").asText(),
                            line -> line.get("state").asText(),
                            line -> line.get("flow").asText(),
                            line -> String.valueOf(line.get("flows")))
                    .containsExactly(
                            tuple("lina", "present", "company", "[\"company\",\"people\"]"),
                            tuple("john", "present", "company", "[\"company\",\"people\"]"),
                            tuple("mary", "unseen", "people", "null"));
            assertThat(rehearsal.inThisJvm("find", "lina").out())
                    .contains("销售二部 (3) (rosters of company, people)")
                    .hasLineCount(2);
        }
    }

    @Test
    void find_ofSeveralWithOneName_namesAllOfThem() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            track(rehearsal);
            Ended two = rehearsal.inThisJvm("find", "m", "--output", "json");
            assertThat(json(two.out())).hasSize(1);

            try (TrackedRosters rosters = TrackedRosters.of(rehearsal.program)) {
                rosters.run(IntStream.range(0, 60)
                        .mapToObj(i -> rosters.person("z" + i, "赵云 " + i, null, List.of(), 2))
                        .toArray(StagedPerson[]::new));
            }
            Ended many = rehearsal.inThisJvm("find", "赵云");
            assertThat(many.code()).isZero();
            assertThat(many.lines()).hasSize(51);
            assertThat(many.err()).contains("More than 50 people match '赵云'. Write a longer part of the name.");
            assertThat(rehearsal.inThisJvm("find", "赵云 1").err()).contains("11 people match '赵云 1'.");
        }
    }

    /** The roster is last night's: who came this morning is in the directory. */
    @Test
    void find_ofWhomTheTrackedRosterDoesNotKnow_asksTheDirectoryById() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            track(rehearsal);

            assertThat(json(rehearsal
                            .inThisJvm("find", "zhaoliu", "--output", "json")
                            .out()))
                    .singleElement()
                    .satisfies(line -> assertThat(line.toString())
                            .isEqualTo(
                                    "{\"who\":\"zhaoliu\",\"userId\":\"zhaoliu\",\"unionId\":\"UN-zhaoliu\",\"name\":\"赵六\","
                                            + "\"departments\":[{\"id\":3,\"name\":\"销售部\"}],\"state\":\"present\"}"));
            Ended byName = rehearsal.inThisJvm("find", "赵六");
            assertThat(byName.code()).isEqualTo(1);
            assertThat(byName.out()).isEmpty();
            assertThat(byName.err())
                    .contains("No one was found for '赵六' in the tracked rosters, or in the directory by userId,");
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_DEPARTMENT_USERS))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"13800138001", "+86 138-0013-8001", "zhangsan", "UN-zhangsan", "张三", "张"})
    void find_withoutATrackedRoster_asksTheDirectory(String who) throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended found = rehearsal.inThisJvm("find", who);

            assertThat(found.code()).as(found.err()).isZero();
            assertThat(found.lines()).hasSize(2);
            assertThat(found.lines().get(1)).matches("UN-zhangsan +zhangsan +张三 +present +.*1\\)?");
        }
    }

    @Test
    void find_byNameWithoutATrackedRoster_readsEveryDepartment() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            List<JsonNode> found =
                    json(rehearsal.inThisJvm("find", "MARY", "--output", "json").out());
            assertThat(found).singleElement().satisfies(mary -> assertThat(
                            mary.get("departments").toString())
                    .isEqualTo("[{\"id\":4,\"name\":\"Platform\"}]"));

            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                    .where(Match.DEPARTMENT, "3")
                    .then(Preset.PERMISSION));
            Ended incomplete = rehearsal.inThisJvm("find", "o'neil");
            assertThat(incomplete.code()).isEqualTo(3);
            assertThat(incomplete.err()).contains("Not read: department 3: permission");

            rehearsal.sandbox.clearFaults();
            rehearsal.sandbox.script(
                    Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                            .where(Match.DEPARTMENT, "3")
                            .then(
                                    200,
                                    Map.of(),
                                    "{\"errcode\":0,\"errmsg\":\"ok\",\"result\":{\"has_more\":true,\"next_cursor\":0,\"list\":[]}}"));
            Ended circle = rehearsal.inThisJvm("find", "o'neil");
            assertThat(circle.code()).isEqualTo(3);
            assertThat(circle.err()).contains("Not read: department 3: unreadable");

            rehearsal.sandbox.clearFaults();
            Ended none = rehearsal.inThisJvm("find", "赵云");
            assertThat(none.code()).isEqualTo(1);
            assertThat(none.err()).contains("No one was found for '赵云' in the directory.");
        }
    }

    @Test
    void find_whenItIsWrong_saysSo() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            assertThat(rehearsal.inThisJvm("find").code()).isEqualTo(2);
            Ended blank = rehearsal.inThisJvm("find", " ");
            assertThat(blank.code()).isEqualTo(2);
            assertThat(blank.err()).contains("WHO must not be blank");
        }
        Program bare = Program.below(root.resolve("bare"));
        assertThat(bare.inThisJvm("find", "zhangsan").code()).isEqualTo(2);
        Ended onlyStore = bare.inThisJvm("find", "zhangsan", "--set", "rollcall.store.url=embedded");
        assertThat(onlyStore.code()).isEqualTo(1);
        assertThat(onlyStore.err()).contains("No one was found for 'zhangsan': no roster is tracked here");
    }
}
