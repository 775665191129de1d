package io.rollcall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.ChangeReader;
import io.rollcall.sandbox.internal.company.CompanyChange.Action;
import io.rollcall.sandbox.internal.dingtalk.DirectoryChanges;
import io.rollcall.sandbox.internal.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The people and departments of a running sandbox. Every change shows in the contacts calls at once, and is pushed where the
 * company file subscribes to events of contacts. Thread-safe.
 *
 * <p>Every method throws {@link IllegalArgumentException} if the change is not possible: there is no such person or department, or
 * an id is in use.
 */
public final class SandboxDirectory {
    private final DirectoryChanges changes;

    SandboxDirectory(DirectoryChanges changes) {
        this.changes = changes;
    }

    /** The number of people now, also those whom the application may not see. */
    public int people() {
        return changes.people();
    }

    /** The number of departments now, including the root. */
    public int departments() {
        return changes.departments();
    }

    /**
     * Adds a person.
     *
     * @param person JSON as in the company file's {@code people}
     */
    public void join(String person) {
        ObjectNode body = Json.object();
        body.set("person", json(person));
        make(Action.JOIN, body);
    }

    /** Removes a person, with a leave record. */
    public void leave(String userId) {
        make(Action.LEAVE, of(userId));
    }

    /** Removes a person without a leave record and without an event: as if the company had never known them. */
    public void vanish(String userId) {
        make(Action.LEAVE, of(userId).put("record", false).put("event", false));
    }

    /** Brings a person who has left back, unchanged. The leave record stays. */
    public void comeBack(String userId) {
        make(Action.RETURN, of(userId));
    }

    /** Moves a person to other departments, at least one. */
    public void move(String userId, long... departments) {
        ObjectNode body = of(userId);
        make(
                Action.MOVE,
                body.set(
                        "departments",
                        Json.tree(Arrays.stream(departments).boxed().toList())));
    }

    /** Gives a person another name. */
    public void rename(String userId, String name) {
        make(Action.RENAME, of(userId).put("name", name));
    }

    /**
     * Changes other fields of a person.
     *
     * @param fields JSON as in the company file's {@code people}; null removes a value
     */
    public void change(String userId, String fields) {
        make(Action.CHANGE, of(userId).set("fields", json(fields)));
    }

    /** Gives a person another userId; the unionId stays. */
    public void changeUserId(String userId, String newUserId) {
        make(Action.NEW_USER_ID, of(userId).put("newUserId", newUserId));
    }

    /** Adds a department. */
    public void addDepartment(long id, long parent, String name) {
        make(Action.ADD_DEPARTMENT, of(id).put("parent", parent).put("name", name));
    }

    /** Gives a department another name. */
    public void renameDepartment(long id, String name) {
        make(Action.RENAME_DEPARTMENT, of(id).put("name", name));
    }

    /** Moves a department, with everything below it, below another one. */
    public void moveDepartment(long id, long parent) {
        make(Action.MOVE_DEPARTMENT, of(id).put("parent", parent));
    }

    /** Removes a department that has neither people nor departments. */
    public void removeDepartment(long id) {
        make(Action.REMOVE_DEPARTMENT, of(id));
    }

    /** Takes a department, with everything below it, out of the application's scope, or into it. */
    public void hideDepartment(long id, boolean hidden) {
        make(hidden ? Action.HIDE_DEPARTMENT : Action.SHOW_DEPARTMENT, of(id));
    }

    /** Lets the calls that read a department fail, or succeed again. Departments below it are not affected. */
    public void failDepartment(long id, boolean fails) {
        make(fails ? Action.FAIL_DEPARTMENT : Action.RESTORE_DEPARTMENT, of(id));
    }

    /**
     * Makes a change as a request to {@code /sandbox/company/} does.
     *
     * @param action such as {@code leave}
     * @param body JSON
     */
    public void make(String action, String body) {
        Action named = ChangeReader.named(action)
                .orElseThrow(() -> new IllegalArgumentException("There is no change '" + action + "'."));
        make(named, json(body));
    }

    private void make(Action action, JsonNode body) {
        changes.make(ChangeReader.read(action, body));
    }

    private static ObjectNode of(String userId) {
        return Json.object().put("userId", userId);
    }

    private static ObjectNode of(long department) {
        return Json.object().put("id", department);
    }

    private static JsonNode json(String text) {
        JsonNode json = Json.parse(text.getBytes(StandardCharsets.UTF_8));
        if (!json.isObject()) {
            throw new IllegalArgumentException("The text is no JSON object.");
        }
        return json;
    }
}
