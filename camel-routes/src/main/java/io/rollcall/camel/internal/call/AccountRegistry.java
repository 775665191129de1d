package io.rollcall.camel.internal.call;

import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * The configured accounts and the calls of each, found by the account's name or by the operation to execute. Accounts of
 * one application share its calls; the first of them stands for the application. One thread changes the accounts while
 * others use them. Thread-safe.
 */
public final class AccountRegistry {
    private final SortedMap<String, Application> applications = new ConcurrentSkipListMap<>();
    /** The accounts whose application has another account before. */
    private final Map<String, Application> others = new ConcurrentSkipListMap<>();

    private final Map<String, CallExecutor> calls = new ConcurrentHashMap<>();
    // two applications of one vendor offer operations that are equal in everything but who executes them
    private final Map<Operation<?, ?>, CallExecutor> byOperation = Collections.synchronizedMap(new IdentityHashMap<>());

    /** Lets an account share the calls of its application; false if the application has no account. */
    boolean share(Application application) {
        boolean known = calls.containsKey(application.id());
        if (known) {
            others.put(application.name(), application);
        }
        return known;
    }

    /** Adds the first account of an application. Its name must be new. */
    public void add(Application application, CallExecutor itsCalls) {
        if (applications.containsKey(application.name())) {
            throw new IllegalStateException("there is an account " + application.name() + " already");
        }
        calls.put(application.id(), itsCalls);
        register(application, itsCalls);
    }

    private void register(Application application, CallExecutor itsCalls) {
        application.operations().forEach(operation -> byOperation.put(operation, itsCalls));
        applications.put(application.name(), application);
    }

    /**
     * Replaces the configuration of an account. Operations of the old one are still executed: runs in progress have them.
     *
     * @return the executor of the application's calls; empty if another account stands for the application
     */
    Optional<CallExecutor> change(Application application) {
        if (others.replace(application.name(), application) != null) {
            return Optional.empty();
        }
        CallExecutor itsCalls = calls.get(application.id());
        if (itsCalls == null) {
            throw new IllegalStateException("there is no account " + application.name());
        }
        register(application, itsCalls);
        return Optional.of(itsCalls);
    }

    /**
     * Removes an account.
     *
     * @return the executor of its application, if that has no other account
     */
    Optional<CallExecutor> remove(String account) {
        Application application = applications.get(account);
        if (others.remove(account) != null || application == null) {
            return Optional.empty();
        }
        CallExecutor itsCalls = calls.get(application.id());
        Optional<Application> heir = others.values().stream()
                .filter(other -> other.id().equals(application.id()))
                .findFirst();
        if (heir.isPresent() && itsCalls != null) {
            register(heir.get(), itsCalls);
            others.remove(heir.get().name());
            applications.remove(account);
            return Optional.empty();
        }
        applications.remove(account);
        calls.remove(application.id());
        byOperation.values().removeIf(executor -> executor == itsCalls);
        return Optional.ofNullable(itsCalls);
    }

    /** The account that stands for an application. */
    public Optional<Application> first(String id) {
        return applications.values().stream()
                .filter(application -> application.id().equals(id))
                .findFirst();
    }

    /** The application of an account, as the first of its accounts configures it. */
    public Optional<Application> application(String account) {
        Application other = others.get(account);
        return other == null ? Optional.ofNullable(applications.get(account)) : first(other.id());
    }

    /** The applications by their first account, in the order of the accounts' names; a view that changes. */
    public SortedMap<String, Application> applications() {
        return Collections.unmodifiableSortedMap(applications);
    }

    /** The calls of all applications. */
    public Collection<CallExecutor> all() {
        return Collections.unmodifiableCollection(calls.values());
    }

    /** The calls of an account; empty if there is none of that name. */
    public Optional<CallExecutor> named(String account) {
        return application(account).map(application -> calls.get(application.id()));
    }

    /** The id of the application whose operation this is; empty if its account was removed. */
    public Optional<String> applicationOf(Operation<?, ?> operation) {
        return Optional.ofNullable(byOperation.get(operation.origin())).map(CallExecutor::application);
    }

    /**
     * Makes a call, see {@link CallExecutor#call(CallRequest, Consumer, Consumer)}. If the account of its operation was
     * removed meanwhile, the outcome says so and nothing is sent.
     */
    public <I, O> void call(CallRequest<I, O> request, Consumer<Outcome<O>> then, Consumer<Exception> broken) {
        CallExecutor itsCalls = byOperation.get(request.operation().origin());
        if (itsCalls != null) {
            itsCalls.call(request, then, broken);
            return;
        }
        then.accept(new Outcome.Failed<>(new Fault.NoAnswer(
                Fault.Origin.of(request.operation().name()),
                true,
                "The account was removed from the configuration before this call was sent.")));
    }
}
