package io.rollcall.sandbox.internal.company;

/**
 * A generated company of a given size. The same values always generate the same company. An "every" of 0 means never.
 *
 * @param people 0..9,999,999
 * @param departments 1..{@code 1,000,000}, the root among them
 * @param seed what names and titles depend on
 * @param fanOut sub-departments of a department, at least 1
 * @param severalDepartmentsEvery each n-th person of a department is in the next department too
 * @param accessLimitedEvery each n-th person is shown only with {@code contain_access_limit}
 * @param enterpriseEvery each n-th person has an Enterprise account
 * @param unchangedEvery each n-th person is "unchanged" at Huawei (status 1)
 * @param missingEvery each n-th person does not exist at Huawei (status 2)
 * @param forbiddenEvery each n-th person is not accessible at Huawei (status 3)
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
