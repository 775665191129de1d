package io.rollcall.roster.tracking;

import io.rollcall.model.Person;
import io.rollcall.model.UserAccount;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The prints by which a run finds what is different without reading a stored record. The store keeps them: a field that is added
 * here later must leave the print of people who have no value of it as it is. Not thread-safe.
 */
public final class Prints {
    private final StablePrint print = new StablePrint();

    /** Of what the directory says of a person, without the userId and the departments, which are compared on their own. */
    public long person(Person person) {
        print.add(person.unionId() == null ? null : person.unionId().value())
                .add(person.name())
                .add(person.title())
                .add(person.jobNumber())
                .add(person.email())
                .add(person.orgEmail())
                .add(person.stateCode())
                .add(person.mobile())
                .add(person.hideMobile())
                .add(person.telephone())
                .add(person.workPlace())
                .add(person.remark())
                .add(person.avatar())
                .add(person.departmentOrder());
        add(person.extension());
        return print.add(
                        person.hiredAt() == null
                                ? null
                                : (Long) person.hiredAt().toEpochMilli())
                .add(person.active())
                .add(person.admin())
                .add(person.boss())
                .add(person.leader())
                .add(person.enterpriseAccount())
                .print();
    }

    private void add(Map<String, String> extension) {
        // a vendor that lists them in another order says nothing new
        Map<String, String> sorted = extension.size() > 1 ? new TreeMap<>(extension) : extension;
        int entries = 0;
        for (Map.Entry<String, String> entry : sorted.entrySet()) {
            if (!entry.getValue().isEmpty()) {
                print.add(entry.getKey()).add(entry.getValue());
                entries++;
            }
        }
        print.add((long) entries);
    }

    /**
     * Of what the look-up says of a person.
     *
     * @param status the word for how the look-up ended
     * @param account null if there is nothing to show
     */
    public long account(String status, @Nullable UserAccount account) {
        print.add(status);
        if (account != null) {
            print.add(account.id() == null ? null : account.id().value())
                    .add(account.account())
                    .add(account.name())
                    .add(account.englishName())
                    .add(account.email())
                    .add(account.phone())
                    .add(account.departmentName());
            account.departmentCodes().forEach(print::add);
            print.add((long) account.departmentCodes().size())
                    .add(account.sipNumber())
                    .add(account.personalMeetingId())
                    .add(account.type())
                    .add(account.title())
                    .add(account.description())
                    .add(account.signature())
                    .add(account.hidePhone())
                    .add(
                            account.updatedAt() == null
                                    ? null
                                    : (Long) account.updatedAt().toEpochMilli());
        }
        return print.print();
    }
}
