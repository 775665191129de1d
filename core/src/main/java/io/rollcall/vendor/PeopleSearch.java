package io.rollcall.vendor;

import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import java.util.List;

/**
 * Finds people of a company's directory by what identifies them outside of it. A person who has left is not found. A name
 * identifies nobody and is not searched here.
 */
public interface PeopleSearch {

    /**
     * The people who have a mobile number: usually one, several where the company owns accounts that share it; empty if the company
     * has nobody with it.
     */
    Operation<PhoneNumber, List<PersonId>> byMobile();

    /**
     * The person with a user id of the vendor's meetings (DingTalk: unionId), as a list of one; empty if the company has no such
     * employee.
     */
    Operation<UserId, List<PersonId>> byUserId();
}
