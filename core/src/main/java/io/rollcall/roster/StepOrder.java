package io.rollcall.roster;

import io.rollcall.model.Department;
import io.rollcall.task.StepException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The steps of a roster run after the departments: each comes once, and after the one before it. Not thread-safe. */
final class StepOrder<P extends StepOutput<PersonPage>> {
    private @Nullable P pages;
    private @Nullable BatchOutput batches;
    private @Nullable StepInput<Department> pagesInput;
    private @Nullable StepInput<PersonPage> enrichInput;
    private @Nullable StepInput<List<?>> writeInput;

    /** @param given what the step is given @param made what the step before it made */
    PersonPages pages(Iterator<?> given, StepOutput<Department> made, Function<StepInput<Department>, P> step) {
        if (pages != null) {
            throw new StepException("The step department-pages comes once in a run. Correct the route.");
        }
        pagesInput = new StepInput<>(given, made, Department.class, "departments", "department-pages");
        P output = step.apply(pagesInput);
        pages = output;
        return new PersonPages(output);
    }

    RosterBatches enrich(Iterator<?> given, Function<StepInput<PersonPage>, BatchOutput> step) {
        if (pages == null || batches != null) {
            throw new StepException("The step enrich comes once in a run, after department-pages. Correct the route.");
        }
        enrichInput = new StepInput<>(given, pages, PersonPage.class, "department-pages", "enrich");
        BatchOutput output = step.apply(enrichInput);
        batches = output;
        return new RosterBatches(output);
    }

    /** What the step {@code write} takes. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    StepInput<List<?>> write(Iterator<?> given) {
        if (batches == null || writeInput != null) {
            throw new StepException("The step write comes once in a run, after enrich. Correct the route.");
        }
        StepInput<List<?>> input = new StepInput<>(given, (StepOutput) batches, (Class) List.class, "enrich", "write");
        writeInput = input;
        return input;
    }

    /** What the step department-pages makes; null as long as it did not begin. */
    @Nullable P pages() {
        return pages;
    }

    /** Where a host's step did not read everything: {@code enrich and write did not read all records}; null for nowhere. */
    @Nullable String unread() {
        if (writeInput != null && writeInput.hasUnread()) {
            return "enrich and write did not read all records";
        } else if (enrichInput != null && enrichInput.hasUnread()) {
            return "department-pages and enrich did not read all pages";
        } else if (pagesInput != null && pagesInput.hasUnread()) {
            return "departments and department-pages did not read all departments";
        }
        return null;
    }
}
