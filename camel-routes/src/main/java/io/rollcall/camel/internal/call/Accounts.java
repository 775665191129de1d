package io.rollcall.camel.internal.call;

import io.rollcall.call.Operation;
import io.rollcall.provider.Application;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The configured accounts and the calls of each, found by the account's name or by the operation that is to be carried
 * out. Accounts may be added while others are in use. Thread-safe.
 */
public final class Accounts {
    private final SortedMap<String, Application> applications = new ConcurrentSkipListMap<>();
    private final Map<String, VendorCalls> calls = new ConcurrentSkipListMap<>();
    // two applications of one vendor offer operations that are alike in everything but who makes them
    private final Map<Operation<?, ?>, VendorCalls> byOperation = Collections.synchronizedMap(new IdentityHashMap<>());

    /** Adds an account under its application's name, which must be new. */
    public void add(Application application, VendorCalls itsCalls) {
        if (calls.putIfAbsent(application.name(), itsCalls) != null) {
            throw new IllegalStateException("there is an account " + application.name() + " already");
        }
        application.operations().forEach(operation -> byOperation.put(operation, itsCalls));
        applications.put(application.name(), application);
    }

    /** The applications by account, in the order of the accounts' names; a view that grows. */
    public SortedMap<String, Application> applications() {
        return Collections.unmodifiableSortedMap(applications);
    }

    /** The calls of all accounts. */
    public Collection<VendorCalls> all() {
        return Collections.unmodifiableCollection(calls.values());
    }

    /** The calls of an account; empty where there is none of that name. */
    public Optional<VendorCalls> named(String account) {
        return Optional.ofNullable(calls.get(account));
    }

    /** Who carries an operation out. */
    public VendorCalls of(Operation<?, ?> operation) {
        return Objects.requireNonNull(
                byOperation.get(operation), "an operation of an account that is not configured is asked for");
    }
}
