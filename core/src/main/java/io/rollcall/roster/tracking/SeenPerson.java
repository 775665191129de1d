package io.rollcall.roster.tracking;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run saw of a person, as far as it is compared at once.
 *
 * @param ordinal the number of the person's record in the run; larger for later ones
 * @param departments as far as they are known; further ones may become known later
 * @param personPrint see {@link Prints#person}
 * @param accountPrint see {@link Prints#account}; null if the look-up says nothing, so that what was known of the account stays
 */
public record SeenPerson(
        int ordinal,
        PersonId id,
        @Nullable UserId unionId,
        List<DepartmentId> departments,
        long personPrint,
        @Nullable Long accountPrint) {

    /** Shows no personal data. */
    @Override
    public String toString() {
        return "SeenPerson[" + ordinal + "]";
    }
}
