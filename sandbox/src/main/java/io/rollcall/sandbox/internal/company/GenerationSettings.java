package io.rollcall.sandbox.internal.company;

/**
 * A company of a given size; the same values always make the same company. An "every" of 0 means never.
 *
 * @param people 0..9,999,999
 * @param departments 1..{@code 1,000,000}, the root among them
 * @param seed what names and titles depend on
 * @param fanOut sub-departments of a department, at least 1
 * @param severalDepartmentsEvery each so-manieth of a department's own people is in the next department too
 * @param accessLimitedEvery each so-manieth person is shown only with {@code contain_access_limit}
 * @param enterpriseEvery each so-manieth person has an Enterprise account
 * @param unchangedEvery each so-manieth person is "unchanged" at Huawei (status 1)
 * @param missingEvery each so-manieth person does not exist at Huawei (status 2)
 * @param forbiddenEvery each so-manieth person may not be seen at Huawei (status 3)
 */
public record GenerationSettings(
        int people,
        int departments,
        long seed,
        int fanOut,
        int severalDepartmentsEvery,
        int accessLimitedEvery,
        int enterpriseEvery,
        int unchangedEvery,
        int missingEvery,
        int forbiddenEvery) {

    /** As many people in as many departments, with one in ten in two departments and all of them found at Huawei. */
    public static GenerationSettings of(int people, int departments) {
        return new GenerationSettings(people, departments, 1, 20, 10, 0, 0, 0, 0, 0);
    }
}
