package io.rollcall.camel.internal.host;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.camel.RollcallComponent;
import io.rollcall.setting.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.service.ServiceHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Sets the options of the component in Spring applications, where no starter does that: {@code camel.component.rollcall.*},
 * in all spellings of Spring and from all its sources, the environment included. Loaded only where Spring Boot is.
 */
final class SpringComponentOptions {
    private static final String PREFIX = "camel.component.";
    private static final String DESCRIPTOR = "/META-INF/io/rollcall/camel/rollcall.json";

    private SpringComponentOptions() {}

    /** Whether an environment has options of the component that is named as its scheme. */
    static boolean areIn(Object environment) {
        return Binder.get((Environment) environment)
                .bind(PREFIX + "rollcall", Bindable.mapOf(String.class, Object.class))
                .isBound();
    }

    /**
     * Sets the options that the environment has.
     *
     * @param name the component's name in its context
     * @throws IllegalArgumentException if an option is unknown; names the nearest one
     */
    static void bind(CamelContext context, String name, RollcallComponent component, Object environment) {
        String prefix = PREFIX + dashed(name);
        if (!ConfigurationPropertyName.isValid(prefix)) {
            return;
        }
        component.setCamelContext(context);
        ServiceHelper.buildService(component);
        PropertyConfigurer configurer = component.getComponentPropertyConfigurer();
        Map<String, Class<?>> options = options((PropertyConfigurerGetter) configurer);
        Binder binder = Binder.get((Environment) environment);
        checkNames(binder, prefix, options.keySet().stream().toList());
        options.forEach((option, type) -> {
            String key = prefix + "." + dashed(option);
            if (Map.class.isAssignableFrom(type)) {
                Map<String, Object> map = new TreeMap<>();
                binder.bind(key, Bindable.mapOf(String.class, Object.class))
                        .ifBound(nested -> flatten("", nested, map));
                map.replaceAll((any, value) -> resolved(context, value));
                if (!map.isEmpty()) {
                    configurer.configure(context, component, option, map, true);
                }
            } else {
                binder.bind(key, Bindable.of(String.class))
                        .ifBound(value ->
                                configurer.configure(context, component, option, resolved(context, value), true));
            }
        });
    }

    /** The options and their types, from the descriptor that is generated for the component. */
    private static Map<String, Class<?>> options(PropertyConfigurerGetter configurer) {
        Map<String, Class<?>> options = new TreeMap<>();
        try (InputStream descriptor = Objects.requireNonNull(
                RollcallComponent.class.getResourceAsStream(DESCRIPTOR), "the jar holds its descriptor")) {
            new ObjectMapper()
                    .readTree(descriptor)
                    .path("componentProperties")
                    .fieldNames()
                    .forEachRemaining(option -> options.put(option, configurer.getOptionType(option, true)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return options;
    }

    private static void checkNames(Binder binder, String prefix, List<String> options) {
        List<String> known = Stream.concat(
                        Stream.of("enabled"), options.stream().map(SpringComponentOptions::dashed))
                .toList();
        binder.bind(prefix, Bindable.mapOf(String.class, Object.class))
                .ifBound(given -> given.forEach((key, value) -> {
                    // variables of the environment come in pieces, as they have no dashes
                    boolean isKnown =
                            known.stream().anyMatch(option -> uniform(option).equals(uniform(key)));
                    if (!isKnown && !(value instanceof Map<?, ?>)) {
                        throw new IllegalArgumentException(
                                prefix + "." + key + " is unknown" + Suggestions.choice(key, known));
                    }
                }));
    }

    private static void flatten(String prefix, Map<?, ?> nested, Map<String, Object> flat) {
        nested.forEach((key, value) -> {
            if (value instanceof Map<?, ?> deeper) {
                flatten(prefix + key + ".", deeper, flat);
            } else {
                flat.put(prefix + key, value);
            }
        });
    }

    private static Object resolved(CamelContext context, Object value) {
        return value instanceof String text && text.contains("{{") ? context.resolvePropertyPlaceholders(text) : value;
    }

    private static String dashed(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }
}
