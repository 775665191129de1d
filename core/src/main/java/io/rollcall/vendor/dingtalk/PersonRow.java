package io.rollcall.vendor.dingtalk;

import io.rollcall.json.Json;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.EnterpriseAccount;
import io.rollcall.model.Person;
import io.rollcall.model.PersonDetails;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.RecordedFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a person of a department's list, or of a single read: docs/vendors/pages/page-003-dingtalk-department-users.md, and for accounts that the
 * company owns docs/vendors/dingtalk.md §5. Absence means "not permitted" as often as "empty".
 */
final class PersonRow {
    /** What a recording may keep of a row. The company's own attributes in extension keep their length only. */
    static final RecordedFields FIELDS = RecordedFields.NONE
            .ids("userid", "unionid", "dept_id_list", "dept_id", "exclusive_account_corp_id")
            // exact beside the flags below, they would name a person
            .dates("hired_date", "create_time")
            .containers("dept_order_list", "leader_in_dept")
            .keep("hide_mobile", "dept_order", "order", "active", "admin", "boss", "leader", "exclusive_account")
            .keep("exclusive_account_type", "disable_status", "senior", "real_authed")
            .hide(
                    "name",
                    "title",
                    "job_number",
                    "email",
                    "org_email",
                    "state_code",
                    "mobile",
                    "telephone",
                    "work_place")
            .hide(
                    "role_list",
                    "union_emp_ext",
                    "remark",
                    "avatar",
                    "extension",
                    "login_id",
                    "nickname",
                    "exclusive_account_corp_name")
            .words("sso", "dingtalk");

    private PersonRow() {}

    /** The person; unreadable where the row has no {@code userid} that can be used. */
    static Row<Person> read(Json row) {
        String wrong = row.at("userid").notAnId();
        return wrong == null
                ? Row.of(person(row, row.at("userid").text()))
                : Row.unreadable("whose userid " + wrong + otherId(row.at("unionid")));
    }

    /**
     * The person as a single read shows them: the lists that name a value for each department are
     * {@code dept_order_list} and {@code leader_in_dept} (docs/vendors/dingtalk.md §5).
     */
    static Row<PersonDetails> readSingle(Json row) {
        Row<Person> person = read(row);
        String wrong = person.wrong();
        return wrong == null
                ? Row.of(new PersonDetails(
                        Objects.requireNonNull(person.value()),
                        perDepartment(row.at("dept_order_list"), item -> item.at("order")
                                .number()),
                        perDepartment(row.at("leader_in_dept"), item -> item.at("leader")
                                .bool())))
                : Row.unreadable(wrong);
    }

    private static <T> Map<DepartmentId, T> perDepartment(Json list, Function<Json, @Nullable T> value) {
        Map<DepartmentId, T> values = new LinkedHashMap<>();
        for (Json item : list.items()) {
            DepartmentId department = department(item.at("dept_id"));
            T said = value.apply(item);
            if (department != null && said != null) {
                values.put(department, said);
            }
        }
        return values;
    }

    // all that a problem may say about a person
    private static String otherId(Json unionId) {
        return unionId.notAnId() == null ? " (unionid " + unionId.text() + ")" : "";
    }

    private static Person person(Json row, @Nullable String id) {
        String unionId = row.at("unionid").id();
        return new Person(
                new PersonId(Objects.requireNonNull(id)),
                unionId == null ? null : new UserId(unionId),
                row.at("name").text(),
                departments(row.at("dept_id_list")),
                row.at("title").text(),
                row.at("job_number").text(),
                row.at("email").text(),
                row.at("org_email").text(),
                row.at("state_code").text(),
                row.at("mobile").text(),
                row.at("hide_mobile").bool(),
                row.at("telephone").text(),
                row.at("work_place").text(),
                row.at("remark").text(),
                row.at("avatar").text(),
                row.at("dept_order").number(),
                extension(row.at("extension")),
                row.at("hired_date").instant(),
                row.at("active").bool(),
                row.at("admin").bool(),
                row.at("boss").bool(),
                row.at("leader").bool(),
                row.at("exclusive_account").bool(),
                enterprise(row));
    }

    private static List<DepartmentId> departments(Json list) {
        if (!list.isSaid()) {
            return List.of();
        }
        List<DepartmentId> departments = new ArrayList<>();
        for (Json item : list.items()) {
            DepartmentId department = department(item);
            if (department != null) {
                departments.add(department);
            }
        }
        return departments;
    }

    /** A department's id, which may be negative; null where it is none. */
    static @Nullable DepartmentId department(Json item) {
        Long id = item.number();
        return id == null ? null : new DepartmentId(id);
    }

    /** What is wrong with a department's id. */
    static String noDepartment(Json item) {
        String wrong = item.notAnId();
        return wrong == null ? "is no whole number of 64 bits" : wrong;
    }

    // the one field that really is JSON written as text (docs/vendors/dingtalk.md §4.3, 003)
    private static Map<String, String> extension(Json text) {
        if (!text.isSaid()) {
            return Map.of();
        }
        Map<String, String> extension = new LinkedHashMap<>();
        text.unfolded().fields().forEach((name, value) -> {
            String said = value.compact();
            if (said != null) {
                extension.put(name, said);
            }
        });
        return Collections.unmodifiableMap(extension);
    }

    private static @Nullable EnterpriseAccount enterprise(Json row) {
        String loginId = row.at("login_id").text();
        String type = row.at("exclusive_account_type").text();
        String nickname = row.at("nickname").text();
        String corpId = row.at("exclusive_account_corp_id").text();
        String corpName = row.at("exclusive_account_corp_name").text();
        Boolean disabled = row.at("disable_status").bool();
        // most people have no such account
        return loginId == null
                        && type == null
                        && nickname == null
                        && corpId == null
                        && corpName == null
                        && disabled == null
                ? null
                : new EnterpriseAccount(loginId, type, nickname, corpId, corpName, disabled);
    }
}
