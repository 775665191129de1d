package io.rollcall.meeting;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.InvitationRepository;
import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.state.LedgerRepository;
import io.rollcall.state.Pause;
import io.rollcall.state.PauseRepository;
import io.rollcall.state.PromotionRepository;
import io.rollcall.state.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A memory with the contract's semantics that lives as long as its object: "a crash" drops the run and keeps this. */
public final class HeapMemory
        implements StateStore, InvitationRepository, PromotionRepository, AuditRepository, PauseRepository {
    private record Place(MeetingId meeting, Object who) {}

    private final Map<Place, Standing> standings = new HashMap<>();
    private final Map<Place, History> histories = new HashMap<>();
    private final Map<MeetingId, Map<UserId, Instant>> pastStays = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Pause> pauses = new ArrayList<>();

    /** How often something was written. */
    public int writes;

    @Override
    public Map<InviteeKey, Standing> standings(MeetingId meeting, Collection<InviteeKey> invitees) {
        Map<InviteeKey, Standing> found = new HashMap<>();
        for (InviteeKey key : invitees) {
            Standing standing = standings.get(new Place(meeting, key));
            if (standing != null) {
                found.put(key, standing);
            }
        }
        return found;
    }

    @Override
    public Map<InviteeKey, Standing> phones(MeetingId meeting) {
        Map<InviteeKey, Standing> found = new HashMap<>();
        standings.forEach((place, standing) -> {
            if (place.meeting().equals(meeting)
                    && place.who() instanceof InviteeKey key
                    && key.kind() == InviteeKey.Kind.PHONE) {
                found.put(key, standing);
            }
        });
        return found;
    }

    @Override
    public Set<InviteeKey> claim(String flow, MeetingId meeting, Collection<InviteeKey> invitees, Instant now) {
        writes++;
        Set<InviteeKey> won = new LinkedHashSet<>();
        for (InviteeKey key : invitees) {
            if (standings.putIfAbsent(new Place(meeting, key), Standing.INTENDED) == null) {
                won.add(key);
            }
        }
        return won;
    }

    @Override
    public void settle(MeetingId meeting, Collection<InviteeKey> invitees, Standing standing, Instant now) {
        writes++;
        for (InviteeKey key : invitees) {
            if (standings.put(new Place(meeting, key), standing) == null) {
                throw new AssertionError("settled without a claim");
            }
        }
    }

    @Override
    public Optional<Remembered> remembered(MeetingId meeting, InviteeKey invitee) {
        return Optional.ofNullable(standings.get(new Place(meeting, invitee)))
                .map(standing -> new Remembered(standing, null, Instant.EPOCH));
    }

    @Override
    public Map<InviteeKey, Standing> release(MeetingId meeting, Collection<InviteeKey> invitees) {
        writes++;
        Map<InviteeKey, Standing> released = new HashMap<>();
        for (InviteeKey key : invitees) {
            if (standings.remove(new Place(meeting, key)) != Standing.INTENDED) {
                throw new AssertionError("released what was not a mere claim");
            }
            released.put(key, Standing.INTENDED);
        }
        return released;
    }

    @Override
    public Map<UserId, History> histories(MeetingId meeting, Collection<UserId> users) {
        Map<UserId, History> found = new HashMap<>();
        for (UserId user : users) {
            History history = histories.get(new Place(meeting, user));
            if (history != null) {
                found.put(user, history);
            }
        }
        return found;
    }

    @Override
    public Map<MeetingId, Map<UserId, History>> remembered(Collection<UserId> users) {
        Map<MeetingId, Map<UserId, History>> found = new HashMap<>();
        histories.forEach((place, history) -> {
            if (users.contains(place.who())) {
                found.computeIfAbsent(place.meeting(), any -> new HashMap<>()).put((UserId) place.who(), history);
            }
        });
        return found;
    }

    @Override
    public void joined(MeetingId meeting, Map<UserId, Instant> users) {
        writes++;
        users.forEach((user, at) -> histories.computeIfPresent(
                new Place(meeting, user),
                (place, before) ->
                        before.joinedAt() != null && !before.joinedAt().isBefore(at)
                                ? before
                                : new History(before.tries(), before.seen(), at, before.touchedAt())));
    }

    @Override
    public Map<UserId, History> tried(MeetingId meeting, Collection<UserId> users, Instant now) {
        writes++;
        for (UserId user : users) {
            histories.merge(
                    new Place(meeting, user),
                    new History(1, false, null, now),
                    (before, once) -> new History(before.tries() + 1, before.seen(), before.joinedAt(), now));
        }
        return histories(meeting, users);
    }

    @Override
    public void notTried(MeetingId meeting, Collection<UserId> users) {
        writes++;
        for (UserId user : users) {
            histories.computeIfPresent(
                    new Place(meeting, user),
                    (place, before) -> before.tries() <= 1 && !before.seen()
                            ? null
                            : new History(
                                    Math.max(0, before.tries() - 1),
                                    before.seen(),
                                    before.joinedAt(),
                                    before.touchedAt()));
        }
    }

    @Override
    public void seen(MeetingId meeting, Collection<UserId> users, Instant now) {
        writes++;
        for (UserId user : users) {
            histories.computeIfPresent(
                    new Place(meeting, user),
                    (place, before) -> before.seen() && before.tries() == 0
                            ? before
                            : new History(0, true, before.joinedAt(), now));
        }
    }

    @Override
    public void end(MeetingId meeting, Collection<UserId> users, Instant now) {
        for (UserId user : users) {
            History before = histories.get(new Place(meeting, user));
            if (before != null && before.joinedAt() != null) {
                pastStays.computeIfAbsent(meeting, any -> new HashMap<>()).put(user, before.joinedAt());
            }
        }
        forget(meeting, users);
    }

    @Override
    public Map<MeetingId, Map<UserId, Instant>> pastStays(Collection<UserId> users) {
        Map<MeetingId, Map<UserId, Instant>> found = new HashMap<>();
        pastStays.forEach((meeting, stays) -> {
            Map<UserId, Instant> some = new HashMap<>(stays);
            some.keySet().retainAll(users);
            found.put(meeting, some);
        });
        return found;
    }

    @Override
    public void forget(MeetingId meeting, Collection<UserId> users) {
        writes++;
        users.forEach(user -> histories.remove(new Place(meeting, user)));
    }

    @Override
    public List<Long> intend(List<Intention> intentions) {
        writes++;
        List<Long> ids = new ArrayList<>();
        for (Intention intention : intentions) {
            ids.add((long) entries.size());
            entries.add(new Entry(entries.size(), intention, null, null, null, null));
        }
        return ids;
    }

    @Override
    public void settle(List<Long> ids, Result result, String code, String requestId, Instant now) {
        writes++;
        for (long id : ids) {
            Entry before = entries.get((int) id);
            if (before.result() != null) {
                throw new AssertionError("settled twice");
            }
            entries.set((int) id, new Entry(id, before.intention(), result, now, code, requestId));
        }
    }

    @Override
    public void read(Instant since, Consumer<Entry> reader) {
        entries.forEach(reader);
    }

    /** The audit in short, one line a change: what, where, who, how it went. */
    public List<String> audited() {
        return entries.stream()
                .map(entry -> entry.intention().action() + " "
                        + entry.intention().meeting() + " "
                        + (entry.intention().user() != null
                                ? entry.intention().user()
                                : entry.intention().phone())
                        + " " + entry.result())
                .toList();
    }

    @Override
    public InvitationRepository invitations() {
        return this;
    }

    @Override
    public PromotionRepository promotions() {
        return this;
    }

    @Override
    public AuditRepository audit() {
        return this;
    }

    @Override
    public LedgerRepository budget() {
        throw new AssertionError("a meeting flow counts no calls itself");
    }

    @Override
    public LearnedAccountRepository learnedAccounts() {
        throw new AssertionError("a meeting flow makes no look-up");
    }

    @Override
    public PauseRepository pauses() {
        return this;
    }

    @Override
    public List<Pause> inForce(Instant now) {
        return pauses.stream()
                .filter(pause -> pause.isInForce(now))
                .sorted(Pause.IN_ORDER)
                .toList();
    }

    @Override
    public void pause(Pause pause) {
        pauses.removeIf(before -> Objects.equals(before.flow(), pause.flow()));
        pauses.add(pause);
    }

    @Override
    public boolean resume(Collection<String> flows, Instant now) {
        return pauses.removeIf(pause -> flows.contains(pause.flow()));
    }

    @Override
    public void resumeAll() {
        pauses.clear();
    }
}
