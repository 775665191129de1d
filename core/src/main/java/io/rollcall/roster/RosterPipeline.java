package io.rollcall.roster;

import io.rollcall.config.FlowConfig;
import io.rollcall.model.Person;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.task.Commands;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.UserLookup;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A roster run under way: the walk feeds the joiner, and the joiner the output. Not thread-safe. */
final class RosterPipeline {
    private final FlowConfig.Roster config;
    private final boolean writing;
    private final RosterCommands desk;
    private final DepartmentWalk walk;
    private final PageReader pages;
    private final KeyAttribute key;
    private final LateUpdates amendments;
    private final PeopleIndex index;
    private final Lookups lookups;
    private final RosterJoiner joiner;

    private long departments;
    private boolean allRead;
    private boolean finished;
    private @Nullable String written;
    private @Nullable Problem quarantine;

    RosterPipeline(
            FlowConfig.Roster config,
            boolean writing,
            DepartmentDirectory directory,
            UserLookup lookup,
            LearnedAccountRepository.Scope scope,
            Supplier<Instant> now,
            ReadAhead readAhead,
            Commands commands) {
        this.config = config;
        this.writing = writing;
        this.desk = new RosterCommands(commands, this::advance);
        DepartmentRanks ranks = new DepartmentRanks();
        this.amendments = new LateUpdates(ranks);
        this.index = new PeopleIndex(amendments);
        this.key = new KeyAttribute(config.lookup().key());
        int calls = readAhead.calls();
        this.pages =
                new PageReader(new BatchQueue<>(desk, directory.people(), calls), config, readAhead.bufferedPeople());
        this.walk = new DepartmentWalk(
                new BatchQueue<>(desk, directory.subDepartments(), calls),
                new BatchQueue<>(desk, directory.subDepartmentIds(), calls),
                config.recursive(),
                config.language(),
                pages,
                ranks,
                desk::announce);
        LearnedIds learned = new LearnedIds(desk, scope, now, !writing);
        this.lookups = new Lookups(new BatchQueue<>(desk, lookup.details(), calls), config.lookup(), lookup, learned);
        this.joiner = new RosterJoiner(
                lookups,
                learned,
                key.tellsApart(),
                amendments,
                desk::announce,
                config.lookup().singleLimit(),
                lookup.largestBatch(),
                readAhead.waitingPeople());
    }

    void begin() {
        if (writing) {
            desk.write(new RosterWrite.Begin(config.output()));
        }
        walk.begin(config.departments());
        advance();
    }

    private void advance() {
        do {
            List<RosterEntry> ready = joiner.letOut();
            if (writing && !ready.isEmpty()) {
                desk.write(new RosterWrite.Entries(ready));
            }
        } while (takeIn());
        pages.readAhead();
        if (!finished && walk.isDone() && joiner.isDone()) {
            finished = true;
            finish();
        }
    }

    /** Takes in what was read, in the walk's order; whether there was anything. */
    private boolean takeIn() {
        boolean any = false;
        WalkedDepartment head = pages.head();
        while (head != null && joiner.hasRoom()) {
            List<Person> page = pages.nextPage();
            if (page != null) {
                takeIn(page, head);
            } else if (head.hasEnded()) {
                if (head.isReadWhole()) {
                    departments++;
                }
                walk.consumed(head);
                pages.leaveHead();
                head = pages.head();
            } else {
                break;
            }
            any = true;
        }
        if (!allRead && walk.hasWholeOrder() && pages.isDrained()) {
            allRead = true;
            joiner.end();
            any = true;
        }
        return any;
    }

    private void takeIn(List<Person> page, WalkedDepartment department) {
        for (Person person : page) {
            int ordinal = index.sight(person, department);
            if (ordinal != PeopleIndex.SEEN_BEFORE) {
                joiner.accept(new PendingLookup(
                        ordinal, person, PeopleIndex.departments(person, department.id()), key.of(person)));
            }
        }
    }

    private void finish() {
        boolean complete = problems().isEmpty();
        if (!complete) {
            if (joiner.people() > 0) {
                write(RosterRenderer::incompleteName, false);
            }
        } else if (joiner.people() == 0) {
            // nobody at all is far more likely a fault than the truth
            quarantine("The directory shows nobody in the flow's departments, and an empty roster never replaces"
                    + " anything. Check the departments and what the application may read.");
        } else if (config.maxShrink().isAny()) {
            write(UnaryOperator.identity(), true);
        } else {
            ExistingRoster existing = new ExistingRoster(config.format(), index);
            desk.write(new RosterWrite.Compare(config.output(), existing, () -> judge(existing)));
        }
    }

    private void judge(ExistingRoster existing) {
        if (existing.isUnreadable()) {
            quarantine(config.writtenAs()
                    + " is there and cannot be read, so it is not known whom the new roster would lose." + remedy());
        } else if (config.maxShrink().isExceededBy(existing.lost(), existing.people())) {
            quarantine("The new roster would lose " + existing.lost() + " of " + existing.people()
                    + " people, and max-shrink allows " + config.maxShrink() + "." + remedy());
        } else {
            write(UnaryOperator.identity(), true);
        }
    }

    private String remedy() {
        return " " + config.writtenAs() + " stays as it was"
                + (writing ? "; the new one is in " + RosterRenderer.quarantinedName(config.writtenAs()) + "." : ".")
                + " If it is right, run: rollcall once " + config.name() + " --accept";
    }

    private void quarantine(String message) {
        quarantine = new Problem("flow " + config.name(), Fault.Kind.BAD_REQUEST, "quarantined", null, message);
        desk.announce(quarantine);
        if (joiner.people() > 0) {
            write(RosterRenderer::quarantinedName, false);
        }
    }

    private void write(UnaryOperator<String> name, boolean complete) {
        if (!writing) {
            return;
        }
        Path target = config.output();
        String own = String.valueOf(target.getFileName());
        written = name.apply(config.writtenAs());
        List<Path> obsolete = complete
                ? List.of(
                        target.resolveSibling(RosterRenderer.incompleteName(own)),
                        target.resolveSibling(RosterRenderer.quarantinedName(own)))
                : List.of();
        RosterRenderer rendition = new RosterRenderer(config.format(), config.csvExcel(), amendments);
        desk.write(new RosterWrite.Finish(target.resolveSibling(name.apply(own)), complete, rendition, obsolete));
    }

    /** Whether the roster must not replace the last one although it is complete. */
    boolean isQuarantined() {
        return quarantine != null;
    }

    /** What went wrong so far: departments in the walk's order, then people in the roster's. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(walk.problems());
        problems.addAll(lookups.problems("flow " + config.name()));
        problems.addAll(joiner.problems());
        if (quarantine != null) {
            problems.add(quarantine);
        }
        return problems;
    }

    /** @param stands whether what was handed over becomes a file */
    RosterResult roster(boolean stands) {
        return new RosterResult(departments, joiner.people(), joiner.tally(), stands ? written : null);
    }

    /** The most people that were ever buffered or on their way here, for tests. */
    int mostHeld() {
        return pages.mostHeld();
    }

    /** The bytes that knowing everybody takes now, for tests. */
    long bytes() {
        return index.bytes() + joiner.bytes();
    }
}
