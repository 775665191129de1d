package io.rollcall.sandbox.internal.company;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.internal.company.HuaweiSettings.Echo;
import io.rollcall.sandbox.internal.company.Person.Contact;
import io.rollcall.sandbox.internal.company.Person.Enterprise;
import io.rollcall.sandbox.internal.company.Person.Standing;
import io.rollcall.sandbox.internal.company.Person.Work;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the departments and people that a company file lists. */
final class DirectoryReader {
    private final HuaweiSettings huawei;
    private final GenerationSettings generation;
    private final Map<Long, Department> departments = new LinkedHashMap<>();
    private final Set<String> userIds = new HashSet<>();
    private final Set<String> unionIds = new HashSet<>();
    private final Set<String> thirdAccounts = new HashSet<>();
    private final Set<String> uuids = new HashSet<>();

    DirectoryReader(HuaweiSettings huawei, GenerationSettings generation) {
        this.huawei = huawei;
        this.generation = generation;
    }

    Directory read(List<JsonSection> departmentSections, List<JsonSection> peopleSections, JsonSection file) {
        departmentSections.forEach(this::department);
        Directory tree = new Directory(departments.values(), new ListedPeople(List.of()), generation, huawei);
        checkParents(tree, file);
        List<ListedPeople.Entry> people = new ArrayList<>();
        for (JsonSection section : peopleSections) {
            people.add(person(section, people.size(), tree));
        }
        return new Directory(departments.values(), new ListedPeople(people), generation, huawei);
    }

    private void department(JsonSection section) {
        long id = section.number("id", 0, 1, Long.MAX_VALUE);
        if (id == 0) {
            section.problem("id", "is required");
        }
        boolean root = id == Department.ROOT;
        Department department = new Department(
                id,
                section.number("parent", root ? 0 : Department.ROOT, root ? 0 : 1, root ? 0 : Long.MAX_VALUE),
                section.text("name", "Department " + id),
                section.flag("hidden", false),
                section.flag("createGroup", false),
                section.flag("autoAddUser", false));
        if (departments.putIfAbsent(id, department) != null) {
            section.problem("id", id + " is already used by another department");
        }
        if (new GeneratedPeople(generation, huawei.key(), huawei.accountIsKey()).index(id) > 0) {
            section.problem("id", id + " is the id of a generated department; these start at 1001");
        }
        section.end();
    }

    private void checkParents(Directory tree, JsonSection file) {
        for (Department department : departments.values()) {
            Set<Long> seen = new HashSet<>();
            Department at = department;
            while (at.parent() != 0) {
                Department parent = tree.department(at.parent());
                if (parent == null) {
                    file.problem("departments", at.parent() + ", the parent of " + at.id() + ", does not exist");
                    departments.remove(at.id());
                    checkParents(tree, file);
                    return;
                }
                if (!seen.add(at.id())) {
                    file.problem("departments", at.id() + " is its own ancestor");
                    departments.remove(at.id());
                    return;
                }
                at = parent;
            }
        }
    }

    /**
     * Reads a person who is not in the file.
     *
     * @param number different for each person; decides the Huawei account's ids
     */
    ListedPeople.Entry person(JsonSection section, int number, Directory tree) {
        String userId = unique(section, "userId", userIds);
        String unionId = unique(section, "unionId", unionIds);
        List<Long> memberOf = section.has("departments") ? section.numbers("departments") : List.of(Department.ROOT);
        for (long id : memberOf) {
            if (tree.department(id) == null && !departments.containsKey(id)) {
                section.problem("departments", id + " does not exist");
            }
        }
        Person person = new Person(
                userId,
                unionId,
                section.text("name", userId),
                memberOf,
                new Contact(
                        section.text("avatar"),
                        section.text("stateCode"),
                        section.text("mobile"),
                        section.flag("hideMobile", false),
                        section.text("telephone"),
                        section.text("email"),
                        section.text("orgEmail")),
                new Work(
                        section.text("title"),
                        section.text("jobNumber"),
                        section.text("workPlace"),
                        section.text("remark"),
                        extension(section),
                        section.number("hiredDate", 0, Long.MAX_VALUE),
                        section.number("order", Long.MIN_VALUE, Long.MAX_VALUE)),
                new Standing(
                        section.flag("active", true),
                        section.flag("admin", false),
                        section.flag("boss", false),
                        section.numbers("leaderOf"),
                        section.flag("accessLimited", false)),
                enterprise(section.section("enterprise")));
        HuaweiUser account = account(section, number, person);
        section.end();
        return new ListedPeople.Entry(person, account);
    }

    private static String unique(JsonSection section, String key, Set<String> taken) {
        String value = section.required(key);
        if (!value.isEmpty() && !taken.add(value)) {
            section.problem(key, "'" + value + "' is already used by another person");
        }
        return value;
    }

    private static @Nullable String extension(JsonSection section) {
        JsonNode value = section.raw("extension");
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isObject()) {
            section.problem("extension", "must be an object");
        }
        return value.toString();
    }

    private static @Nullable Enterprise enterprise(JsonSection section) {
        if (!section.present()) {
            return null;
        }
        Enterprise enterprise = new Enterprise(
                section.text("loginId"),
                section.text("type"),
                section.text("nickname"),
                section.text("corpId"),
                section.text("corpName"),
                section.flag("disabled"));
        section.end();
        return enterprise;
    }

    /** Without the key {@code huawei}, a person has a default account; with {@code null}, the person has none. */
    private @Nullable HuaweiUser account(JsonSection person, int number, Person owner) {
        if (person.raw("huawei").isNull()) {
            return null;
        }
        String key = ListedPeople.value(owner, huawei.key());
        JsonSection section = person.section("huawei");
        if (key == null && !section.has("thirdAccount")) {
            return null;
        }
        Long status = section.number("status", Integer.MIN_VALUE, Integer.MAX_VALUE);
        String third = section.text("thirdAccount", key == null ? "" : key);
        HuaweiUser account = new HuaweiUser(
                section.text("uuid", "ff8080816993bac00169bdf2" + Integer.toHexString(0x1000_0000 + number)),
                third,
                status == null ? HuaweiUser.FOUND : status.intValue(),
                section.has("echo") ? section.choice("echo", Echo.ASKED) : null,
                section.text("account", huawei.accountIsKey() ? third : "Auto-" + (number + 1)),
                section.text("name", owner.name()),
                section.text("englishName"),
                section.text(
                        "email",
                        owner.contact().email() == null ? "" : owner.contact().email()),
                section.text("phone"),
                section.text("deptName"),
                section.text("number", "+9911128" + (10_000_000 + number)),
                section.number("updateTime", 1_554_268_817_303L, 0, Long.MAX_VALUE),
                section.flag("isHardTerminal", false),
                section.text("vmrId"),
                section.text("signature"),
                section.text(
                        "title",
                        owner.work().title() == null ? "" : owner.work().title()),
                section.text("description"),
                section.flag("hidePhone"),
                section.text("type", "NORMAL_USER"),
                section.has("deptCodes") ? section.texts("deptCodes") : List.of("1"));
        if (!thirdAccounts.add(third)) {
            section.problem("thirdAccount", "'" + third + "' is already used by another person");
        }
        if (!uuids.add(account.uuid())) {
            section.problem("uuid", "'" + account.uuid() + "' is already used by another person");
        }
        section.end();
        return account;
    }
}
