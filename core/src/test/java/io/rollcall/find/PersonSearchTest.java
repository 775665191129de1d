package io.rollcall.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.find.PersonSearch.Query;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentPath;
import io.rollcall.model.DepartmentReference;
import io.rollcall.model.Person;
import io.rollcall.model.PhoneNumber;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whom a search of a directory finds, and what it reads for that. */
class PersonSearchTest {
    private static final List<DepartmentSearch.Query> ROOT = start(new DepartmentId(1));

    private static List<DepartmentSearch.Query> start(DepartmentReference... departments) {
        return List.of(new DepartmentSearch.Query(List.of(departments), "zh_CN"));
    }

    private static Query query(String text) {
        return new Query(text, null, ROOT, 1000);
    }

    private static Set<String> ids(PersonSearch search) {
        return search.people().stream().map(person -> person.id().value()).collect(Collectors.toSet());
    }

    /** Any company, with answers in any order. */
    @Test
    void search_byName_findsExactlyThoseWhoHaveIt() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            SearchedCompany company = company(random);
            String text = List.of("ann", "云", "BO", "x y").get(random.nextInt(4));

            PersonSearch search = company.execute(new PersonSearch(company.directory(), query(text)), random);

            assertThat(ids(search))
                    .as("seed %d", seed)
                    .isEqualTo(company.people.stream()
                            .filter(person -> String.valueOf(person.name())
                                    .toLowerCase(Locale.ROOT)
                                    .contains(text.toLowerCase(Locale.ROOT)))
                            .map(person -> person.id().value())
                            .collect(Collectors.toSet()));
            assertThat(search.problems()).isEmpty();
            assertThat(search.departmentNames().keySet())
                    .containsAll(search.people().stream()
                            .map(Person::departments)
                            .flatMap(List::stream)
                            .toList());
        }
    }

    private static SearchedCompany company(Random random) {
        SearchedCompany company = new SearchedCompany();
        int departments = 1 + random.nextInt(12);
        for (long id = 2; id <= departments; id++) {
            company.parents.put(id, 1 + random.nextLong(id - 1));
        }
        List<String> names = List.of("Ann", "Bob", "赵云", "Joanna X Y", "Z");
        int people = random.nextInt(30);
        for (int i = 0; i < people; i++) {
            long[] where = random.longs(1 + random.nextInt(3), 1, departments + 1)
                    .distinct()
                    .toArray();
            company.add("p" + i, names.get(random.nextInt(names.size())), null, where);
        }
        return company;
    }

    @Test
    void search_byAnId_readsNoDepartmentsPeople() {
        SearchedCompany company = new SearchedCompany();
        company.add("ann", "Ann", "13800138000", 1);

        for (Query query : List.of(
                query("ann"),
                query("UN-ann"),
                new Query("138 0013 8000", new PhoneNumber("+8613800138000"), List.of(), 10))) {
            company.calls = 0;
            PersonSearch search = company.execute(new PersonSearch(company.directory(), query), new Random(1));

            assertThat(ids(search)).containsExactly("ann");
            assertThat(search.departmentNames()).containsEntry(new DepartmentId(1), "D1");
            // two or three ways to read the person, and the name of the department
            assertThat(company.calls).isBetween(3, 4);
        }
    }

    @Test
    void search_whenADepartmentFails_findsTheOthersAndSaysSo() {
        SearchedCompany company = new SearchedCompany();
        company.parents.put(2L, 1L);
        company.add("ann", "Ann X", null, 1);
        company.add("bob", "Ann Y", null, 2);
        company.failing.add(2L);

        PersonSearch search = company.execute(new PersonSearch(company.directory(), query("ann ")), new Random(1));

        assertThat(ids(search)).containsExactly("ann");
        assertThat(search.problems()).singleElement().satisfies(problem -> assertThat(problem.subject())
                .isEqualTo("department 2"));
    }

    @Test
    void search_byName_beginsWithTheDepartmentsOfPaths_andSaysWhichAreNotThere() {
        SearchedCompany company = new SearchedCompany();
        company.parents.put(2L, 1L);
        company.parents.put(3L, 2L);
        company.parents.put(4L, 1L);
        company.add("in", "Ann X", null, 3);
        company.add("out", "Ann Y", null, 4);

        PersonSearch search = company.execute(
                new PersonSearch(
                        company.directory(),
                        new Query(
                                "ann",
                                null,
                                start(
                                        new DepartmentPath(List.of("Company", "D2")),
                                        new DepartmentPath(List.of("Company", "D5"))),
                                1000)),
                new Random(1));

        assertThat(ids(search)).containsExactly("in");
        assertThat(search.problems()).singleElement().satisfies(problem -> assertThat(problem.subject())
                .isEqualTo("department /Company/D5"));
    }

    @Test
    void search_whenMoreHaveTheName_stopsAndSaysSo() {
        SearchedCompany company = new SearchedCompany();
        for (int i = 0; i < 3000; i++) {
            company.add("p" + i, "赵云 " + i, null, 1);
        }

        PersonSearch search =
                company.execute(new PersonSearch(company.directory(), new Query("赵云", null, ROOT, 5)), new Random(1));

        assertThat(search.people()).hasSize(5);
        assertThat(search.isCut()).isTrue();
        assertThat(company.calls).isLessThan(10);
    }

    @Test
    void query_showsNoPerson() {
        assertThat(query("赵云").toString()).doesNotContain("赵云");
    }
}
