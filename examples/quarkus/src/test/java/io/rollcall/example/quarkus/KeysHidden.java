package io.rollcall.example.quarkus;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Takes Rollcall's keys out of the application's file, which every Quarkus test reads, where a test says so. */
public final class KeysHidden implements ConfigSourceInterceptor {
    static final String SWITCH = "test.without-rollcall";

    private static final long serialVersionUID = 1L;

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return isHidden(context, name) ? null : context.proceed(name);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        List<String> names = new ArrayList<>();
        context.iterateNames().forEachRemaining(names::add);
        names.removeIf(name -> isHidden(context, name));
        return names.iterator();
    }

    private static boolean isHidden(ConfigSourceInterceptorContext context, String name) {
        return (name.startsWith("rollcall.") || name.startsWith("camel.routeTemplate"))
                && context.proceed(SWITCH) != null;
    }
}
