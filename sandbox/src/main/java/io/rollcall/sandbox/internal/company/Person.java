package io.rollcall.sandbox.internal.company;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person in DingTalk's contacts (page 003). A null is a value that was never set. Immutable.
 *
 * @param userId unique within the company
 * @param unionId unique within the developer account; identifies people in meetings
 * @param name the name
 * @param departments the departments that the person is a direct member of, at least one
 * @param contact how to reach the person
 * @param work what the person does
 * @param standing what the person is in the company
 * @param enterprise the Enterprise account, or null for a regular one
 */
public record Person(
        String userId,
        String unionId,
        String name,
        List<Long> departments,
        Contact contact,
        Work work,
        Standing standing,
        @Nullable Enterprise enterprise) {

    public Person {
        departments = List.copyOf(departments);
    }

    /** How to reach a person. */
    public record Contact(
            @Nullable String avatar,
            @Nullable String stateCode,
            @Nullable String mobile,
            boolean hideMobile,
            @Nullable String telephone,
            @Nullable String email,
            @Nullable String orgEmail) {}

    /**
     * What a person does.
     *
     * @param extension further attributes as JSON text
     * @param hiredDate milliseconds since the epoch
     * @param order the sort order within a department; larger than 2^53 in real responses (docs/vendors/dingtalk.md §4.3)
     */
    public record Work(
            @Nullable String title,
            @Nullable String jobNumber,
            @Nullable String workPlace,
            @Nullable String remark,
            @Nullable String extension,
            @Nullable Long hiredDate,
            @Nullable Long order) {}

    /**
     * What a person is in the company.
     *
     * @param leaderOf the departments that the person leads
     * @param accessLimited whether only {@code contain_access_limit} shows the person
     */
    public record Standing(boolean active, boolean admin, boolean boss, List<Long> leaderOf, boolean accessLimited) {
        public Standing {
            leaderOf = List.copyOf(leaderOf);
        }
    }

    /** An Enterprise account's further fields (docs/vendors/dingtalk.md §5). */
    public record Enterprise(
            @Nullable String loginId,
            @Nullable String type,
            @Nullable String nickname,
            @Nullable String corpId,
            @Nullable String corpName,
            @Nullable Boolean disabled) {}

    /** Without personal data. */
    @Override
    public String toString() {
        return "Person[departments=" + departments + "]";
    }
}
