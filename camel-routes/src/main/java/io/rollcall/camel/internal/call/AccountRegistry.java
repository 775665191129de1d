package io.rollcall.camel.internal.call;

import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Operation;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The configured accounts and the executor of each, by the account's name or by an operation. Accounts may be added while others are in use. Thread-safe.
 */
public final class AccountRegistry {
    private final SortedMap<String, Application> applications = new ConcurrentSkipListMap<>();
    /** Accounts that share an application, and the first account of it. */
    private final Map<String, String> others = new ConcurrentHashMap<>();

    private final Map<String, CallExecutor> calls = new ConcurrentSkipListMap<>();
    // two applications of one vendor offer operations that are alike in everything but who makes them
    private final Map<Operation<?, ?>, CallExecutor> byOperation = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * Refuses applications that contradict those that are there.
     *
     * @throws ConfigurationException naming all of them
     */
    public void check(Collection<Application> more) {
        List<ConfigurationProblem> problems = more.stream()
                .flatMap(application -> problem(application).stream()
                        .map(what -> new ConfigurationProblem(application.keys() + "*", null, what)))
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private Optional<String> problem(Application application) {
        Application named = application(application.name()).orElse(null);
        if (named != null && !named.id().equals(application.id())) {
            return Optional.of("is another application than the account " + application.name()
                    + " that is already configured; give one of them another name");
        }
        return same(application)
                .filter(known -> !known.rates().equals(application.rates())
                        || known.monthlyCalls() != application.monthlyCalls()
                        || !known.addresses().equals(application.addresses()))
                .map(known ->
                        "is the application of the account " + known.name() + " with other addresses, another rate"
                                + " or another budget; an application has one of each, so make both the same");
    }

    private Optional<Application> same(Application application) {
        return applications.values().stream()
                .filter(known -> known.id().equals(application.id()))
                .findFirst();
    }

    /** Gives an account the executor of an application that is there already; false where it is not. */
    public boolean share(Application application) {
        Optional<Application> known = same(application);
        known.ifPresent(first -> others.put(application.name(), first.name()));
        return known.isPresent();
    }

    /** Adds an account under its application's name, which must be new. */
    public void add(Application application, CallExecutor executor) {
        if (calls.putIfAbsent(application.name(), executor) != null) {
            throw new IllegalStateException("there is an account " + application.name() + " already");
        }
        application.operations().forEach(operation -> byOperation.put(operation, executor));
        applications.put(application.name(), application);
    }

    /**
     * Removes an account's name.
     *
     * @return the executor of its application, if no other account shares it
     */
    public Optional<CallExecutor> remove(String account) {
        if (others.remove(account) != null) {
            return Optional.empty();
        }
        Application application = applications.get(account);
        Optional<String> heir = others.entrySet().stream()
                .filter(other -> other.getValue().equals(account))
                .map(Map.Entry::getKey)
                .findFirst();
        CallExecutor executor = calls.get(account);
        if (application == null || executor == null) {
            return Optional.empty();
        } else if (heir.isPresent()) {
            // the application goes on under the next of its names
            String next = heir.get();
            calls.put(next, executor);
            applications.put(next, application);
            others.remove(next);
            others.replaceAll((name, first) -> first.equals(account) ? next : first);
        }
        calls.remove(account);
        applications.remove(account);
        if (heir.isPresent()) {
            return Optional.empty();
        }
        application.operations().forEach(byOperation::remove);
        return Optional.of(executor);
    }

    /** The application of an account, under any of its names. */
    public Optional<Application> application(String account) {
        return Optional.ofNullable(applications.get(others.getOrDefault(account, account)));
    }

    /** The applications by account, in the order of the accounts' names; a view that grows. */
    public SortedMap<String, Application> applications() {
        return Collections.unmodifiableSortedMap(applications);
    }

    /** The calls of all accounts. */
    public Collection<CallExecutor> all() {
        return Collections.unmodifiableCollection(calls.values());
    }

    /** The calls of an account; empty where there is none of that name. */
    public Optional<CallExecutor> named(String account) {
        return Optional.ofNullable(calls.get(others.getOrDefault(account, account)));
    }

    /** The executor of an operation. */
    public CallExecutor of(Operation<?, ?> operation) {
        return Objects.requireNonNull(byOperation.get(operation), "the operation's account is not configured");
    }
}
