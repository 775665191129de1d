package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Departments that a roster names by their paths: in once, plan, check and find. */
@Tag("slow")
class DepartmentPathsTest {
    @TempDir
    Path root;

    private Rehearsal rehearsal(String departments) throws Exception {
        return Rehearsal.below(root).and("rollcall.flow.people.departments=" + departments);
    }

    private static List<JsonNode> check(Rehearsal rehearsal) throws Exception {
        return json(rehearsal.inThisJvm("check", "--output", "json").out());
    }

    private static JsonNode line(List<JsonNode> check, String name) {
        return check.stream()
                .filter(line -> line.get("check").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void path_isReadByEveryCommand() throws Exception {
        try (Rehearsal rehearsal = rehearsal("/Tested company/Engineering/Platform,3")) {
            Ended once = rehearsal.inThisJvm("once", "people", "--output", "json");
            assertThat(once.code()).as(once.err() + once.out()).isZero();
            assertThat(rehearsal.read("people.ndjson").lines().map(line -> line.split("\"")[3]))
                    .containsExactlyInAnyOrder("lisi", "john", "mary", "wangwu", "zhaoliu", "emma");
            assertThat(json(rehearsal
                                    .inThisJvm("plan", "people", "--output", "json")
                                    .out())
                            .get(0)
                            .at("/people")
                            .asInt())
                    .isEqualTo(6);

            List<JsonNode> check = check(rehearsal);
            assertThat(line(check, "departments").get("result").asText()).isEqualTo("ok");
            assertThat(line(check, "dingtalk.department-users").get("subject").asText())
                    .isEqualTo("department 4");

            assertThat(rehearsal.inThisJvm("find", "Mary").out()).contains("UN-mary");
            assertThat(rehearsal.inThisJvm("find", "张三").out()).doesNotContain("UN-zhangsan");
        }
    }

    @Test
    void path_toNoDepartment_isAnErrorOfEveryCommand_andTheRosterStays() throws Exception {
        try (Rehearsal rehearsal = rehearsal("3,/Tested company/Enginering")) {
            rehearsal.write("people.ndjson", "as it was\n");
            String sentence =
                    "/Tested company has no department Enginering that the application may see. The nearest names"
                            + " there are Engineering, 销售部. Correct the path";

            for (String command : List.of("once", "plan")) {
                Ended ended = rehearsal.inThisJvm(command, "people", "--output", "json");
                JsonNode report = json(ended.out()).get(0);
                assertThat(ended.code()).isEqualTo(1);
                assertThat(report.get("outcome").asText()).isEqualTo("failed");
                assertThat(report.get("problems")).hasSize(1);
                assertThat(report.at("/problems/0/subject").asText())
                        .isEqualTo("department /Tested company/Enginering");
                assertThat(report.at("/problems/0/message").asText()).startsWith(sentence);
                assertThat(rehearsal.inThisJvm(command, "people").out()).contains("/Tested company/Enginering");
            }
            assertThat(rehearsal.read("people.ndjson")).isEqualTo("as it was\n");
            assertThat(rehearsal.files()).noneMatch(file -> file.contains("incomplete"));
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_DEPARTMENT_USERS))
                    .isZero();

            JsonNode departments = line(check(rehearsal), "departments");
            assertThat(departments.get("result").asText()).isEqualTo("failed");
            assertThat(departments.get("message").asText()).startsWith(sentence);

            Ended found = rehearsal.inThisJvm("find", "王");
            assertThat(found.out()).contains("UN-wangwu");
            assertThat(found.err()).contains("/Tested company/Enginering");
        }
    }
}
