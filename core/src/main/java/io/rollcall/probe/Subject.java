package io.rollcall.probe;

import io.rollcall.config.RollcallConfig;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.UserLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An application whose answers are recorded, and what the roster flows say of it. Immutable.
 *
 * @param roots the departments where the flows of the application begin; empty for the root
 * @param lookups where the flows look up the people of the application's directory
 */
record Subject(Application application, List<DepartmentId> roots, List<Lookup> lookups) {
    Subject {
        roots = List.copyOf(roots);
        lookups = List.copyOf(lookups);
    }

    /**
     * A look-up of a flow.
     *
     * @param key the id of a person by which the flow looks up
     */
    record Lookup(UserLookup at, String idType, Function<Person, Optional<String>> key) {}

    /** Each application once, by its first account. */
    static List<Subject> of(RollcallConfig config) {
        Map<String, Application> byId = new TreeMap<>();
        new TreeMap<>(config.applications())
                .forEach((account, application) -> byId.putIfAbsent(application.id(), application));
        return byId.values().stream()
                .map(application -> of(application, byId, config))
                .toList();
    }

    private static Subject of(Application application, Map<String, Application> byId, RollcallConfig config) {
        List<DepartmentId> roots = new ArrayList<>();
        List<Lookup> lookups = new ArrayList<>();
        config.flows().stream()
                .flatMap(flow -> flow.directory().stream())
                .filter(directory -> application.id().equals(idOf(directory.account(), config)))
                .forEach(directory -> {
                    directory.departments().stream()
                            .filter(root -> !roots.contains(root))
                            .forEach(roots::add);
                    Optional.ofNullable(directory.lookupAccount())
                            .flatMap(account -> Optional.ofNullable(idOf(account, config)))
                            .map(byId::get)
                            .flatMap(other -> other.provider().capability(UserLookup.class))
                            .ifPresent(at -> lookups.add(new Lookup(at, directory.idType(), directory.key())));
                });
        return new Subject(application, roots, lookups);
    }

    private static @Nullable String idOf(String account, RollcallConfig config) {
        Application application = config.applications().get(account);
        return application == null ? null : application.id();
    }
}
