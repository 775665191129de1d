package io.rollcall.state;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows no roster, and tracks none. Stateless and thread-safe. */
final class NoRosters implements RosterRepository {

    @Override
    public long begin(String flow, Instant now) {
        throw cannotTrack();
    }

    @Override
    public List<KnownPerson> byId(String flow, Collection<PersonId> ids) {
        return List.of();
    }

    @Override
    public List<KnownPerson> byUnionId(String flow, Collection<UserId> ids) {
        return List.of();
    }

    @Override
    public Map<Long, String> records(String flow, Collection<Long> numbers) {
        return Map.of();
    }

    @Override
    public List<KnownPerson> inState(String flow, State state, long afterNumber, int most) {
        return List.of();
    }

    @Override
    public void stage(long run, List<StagedPerson> people) {
        throw cannotTrack();
    }

    @Override
    public void stageDepartments(long run, List<TrackedDepartment> departments) {
        throw cannotTrack();
    }

    @Override
    public void accept(long run, RunSummary summary, boolean walkedAll) {
        throw cannotTrack();
    }

    @Override
    public void acceptPart(long run, long people) {
        throw cannotTrack();
    }

    @Override
    public long lostSinceWalk(String flow) {
        return 0;
    }

    @Override
    public Map<DepartmentId, TrackedDepartment> departments(String flow, Collection<DepartmentId> departments) {
        return Map.of();
    }

    @Override
    public boolean applyNext(String flow) {
        return false;
    }

    @Override
    public void drop(long run, RunSummary summary) {}

    @Override
    public void quarantine(String flow, Quarantine quarantine, Collection<PersonId> lost) {}

    @Override
    public Optional<Quarantine> quarantine(String flow) {
        return Optional.empty();
    }

    @Override
    public boolean isAccepted(String flow, Collection<PersonId> lost, Instant now) {
        return false;
    }

    @Override
    public boolean allow(String flow, @Nullable Instant quarantinedAt, Instant until) {
        return false;
    }

    @Override
    public void release(String flow) {}

    @Override
    public Optional<RosterStatus> status(String flow) {
        return Optional.empty();
    }

    @Override
    public List<StoredChange> changes(String flow, @Nullable Instant since, long afterNumber, int most) {
        return List.of();
    }

    @Override
    public List<StoredChange> latestChanges(String flow, @Nullable Instant since, long beforeNumber, int most) {
        return List.of();
    }

    @Override
    public List<StoredChange> changesOf(String flow, long number, int most) {
        return List.of();
    }

    @Override
    public List<Placement> placements(String flow, long number) {
        return List.of();
    }

    @Override
    public List<PersonId> lost(String flow, long skipped, int most) {
        return List.of();
    }

    @Override
    public Map<RosterChange.Kind, Long> counts(String flow, @Nullable Instant since) {
        return Map.of();
    }

    @Override
    public long delivered(String flow, String reader) {
        return 0;
    }

    @Override
    public void delivered(String flow, String reader, long number) {}

    @Override
    public Map<UserId, String> names(Collection<UserId> ids) {
        return Map.of();
    }

    @Override
    public Map<DepartmentId, String> departmentNames(String flow, Collection<DepartmentId> departments) {
        return Map.of();
    }

    @Override
    public List<FoundPerson> inDepartment(String flow, DepartmentId department, Instant at) {
        return List.of();
    }

    private static StoreException cannotTrack() {
        return new StoreException(
                "This store cannot track a roster. Set track=false, or use Rollcall's own store.", null);
    }
}
