package io.rollcall.roster;

import io.rollcall.model.Department;
import io.rollcall.model.Person;
import io.rollcall.task.Pump;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of the departments that arrive here: what the step {@code department-pages} makes. Not thread-safe. */
final class PageOutput extends StepOutput<PersonPage> {
    private final StepInput<Department> input;
    private final DepartmentOutput handedOut;
    private final DepartmentWalk walk;
    private final PageReader reader;
    private final Pump pump;
    private boolean inputEnded;
    private final @Nullable ReadDepartments read;
    private long readWhole;

    /** @param read takes the departments that were read; null if no one asks for them */
    PageOutput(
            StepInput<Department> input,
            DepartmentOutput handedOut,
            DepartmentWalk walk,
            PageReader reader,
            @Nullable ReadDepartments read,
            Pump pump) {
        this.input = input;
        this.handedOut = handedOut;
        this.walk = walk;
        this.reader = reader;
        this.read = read;
        this.pump = pump;
    }

    @Override
    @Nullable PersonPage make() {
        while (true) {
            while (mayTakeDepartment()) {
                takeDepartment();
            }
            WalkedDepartment first = reader.first();
            if (first == null) {
                if (inputEnded) {
                    return null;
                }
                pump.pumpUntil(walk::isNextKnown);
                continue;
            }
            List<Person> page = reader.nextPage();
            if (page != null) {
                return new PersonPage(first.id(), page);
            }
            if (first.hasEnded()) {
                readWhole += first.isReadWhole() ? 1 : 0;
                if (read != null) {
                    read.ended(first);
                }
                walk.consumed(first);
                reader.removeFirst();
            } else {
                pump.pumpUntil(() -> reader.isFirstReady() || mayTakeDepartment());
            }
        }
    }

    // departments are taken ahead only if that does not wait, so that pages that are there are handed on meanwhile
    private boolean mayTakeDepartment() {
        return !inputEnded && reader.needsDepartment() && walk.isNextKnown();
    }

    private void takeDepartment() {
        if (!input.hasNext()) {
            inputEnded = true;
            return;
        }
        Department next = input.next();
        WalkedDepartment department = handedOut.takeBack(next.id());
        if (department == null) {
            throw input.refused("department " + next.id() + ", which is not in this run's walk or came before");
        }
        reader.add(department);
    }

    /** How many departments were read whole. */
    long readWhole() {
        return readWhole;
    }
}
