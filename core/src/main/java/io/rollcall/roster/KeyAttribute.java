package io.rollcall.roster;

import io.rollcall.model.Person;
import io.rollcall.roster.RosterConfig.Key;
import io.rollcall.roster.RosterConfig.Key.Attribute;
import org.jspecify.annotations.Nullable;

/** Reads a person's look-up key. */
record KeyAttribute(Key key) {

    /** Whether two people can never have one key. */
    boolean isUnique() {
        return key.attribute() == Attribute.USERID;
    }

    /** The person's key exactly as the directory has it; null if the person has none. */
    public @Nullable String of(Person person) {
        String value =
                switch (key.attribute()) {
                    case USERID -> person.id().value();
                    case UNIONID ->
                        person.unionId() == null ? null : person.unionId().value();
                    case JOB_NUMBER -> person.jobNumber();
                    case EMAIL -> person.email();
                    case ORG_EMAIL -> person.orgEmail();
                    case MOBILE -> person.mobile();
                    case EXTENSION ->
                        key.extension() == null ? null : person.extension().get(key.extension());
                };
        return value == null || value.isBlank() ? null : value;
    }
}
