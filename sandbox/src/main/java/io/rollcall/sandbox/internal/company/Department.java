package io.rollcall.sandbox.internal.company;

/**
 * A department of the tree.
 *
 * @param id at least 1; 1 is the root
 * @param parent the parent's id; 0 for the root
 * @param name its name
 * @param hidden whether it and its descendants are outside the application's contact scope
 * @param createGroup whether it has a group chat
 * @param autoAddUser whether newcomers are added to the group chat
 */
public record Department(long id, long parent, String name, boolean hidden, boolean createGroup, boolean autoAddUser) {
    /** The root department's id. */
    public static final long ROOT = 1;
}
