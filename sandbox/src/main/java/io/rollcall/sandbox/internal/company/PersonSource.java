package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.HuaweiSettings.LookupKey;
import org.jspecify.annotations.Nullable;

/** People by number, from 0 to {@link #size()} - 1. Thread-safe. */
interface PersonSource {
    int NOT_FOUND = -1;

    int size();

    /** The numbers of a department's direct members, in the company's own order. */
    int[] members(long department, boolean withAccessLimited);

    Person person(int number);

    /** The person's Huawei account; null if there is none. */
    @Nullable HuaweiUser account(int number);

    /** The person with this value of a key attribute, or {@link #NOT_FOUND}. */
    int find(LookupKey key, String value);

    /** The person with this third-party account at Huawei, or {@link #NOT_FOUND}. */
    int findThirdAccount(String thirdAccount);

    /** The person with this Huawei UUID, or {@link #NOT_FOUND}. */
    int findUuid(String uuid);
}
