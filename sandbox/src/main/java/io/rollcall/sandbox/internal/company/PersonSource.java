package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.HuaweiSettings.LookupKey;
import org.jspecify.annotations.Nullable;

/** People by number. */
interface PersonSource {
    int NOT_FOUND = -1;

    /** How many people there are. */
    int size();

    /** How many of them never logged in. */
    int inactive();

    /** The first number that no person ever had. */
    int end();

    /** The numbers of a department's direct members, in the company's own order. */
    int[] members(long department, boolean withAccessLimited);

    Person person(int number);

    /** The person's Huawei account; null if there is none. */
    @Nullable HuaweiUser account(int number);

    /** The person with this value of a key attribute, or {@link #NOT_FOUND}. */
    int find(LookupKey key, String value);

    /** All people with this mobile number. */
    int[] withMobile(String mobile);

    /** The person with this third-party account at Huawei, or {@link #NOT_FOUND}. */
    int findThirdAccount(String thirdAccount);

    /** The person with this Huawei UUID, or {@link #NOT_FOUND}. */
    int findUuid(String uuid);
}
