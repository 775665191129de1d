package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.HuaweiSettings.LookupKey;
import org.jspecify.annotations.Nullable;

/** People by number, however they come to be; numbers are from 0 to {@link #size()} - 1. Thread-safe. */
interface PersonSource {
    int NOBODY = -1;

    int size();

    /** The direct members of a department in the company's own order. */
    int[] members(long department, boolean withAccessLimited);

    Person person(int number);

    /** The person's Huawei account, or null for somebody whom Huawei does not know. */
    @Nullable HuaweiUser account(int number);

    /** Who has this value of a key attribute, or {@link #NOBODY}. */
    int find(LookupKey key, String value);

    /** Who has this third-party account at Huawei, or {@link #NOBODY}. */
    int findThirdAccount(String thirdAccount);

    /** Who has this Huawei UUID, or {@link #NOBODY}. */
    int findUuid(String uuid);
}
