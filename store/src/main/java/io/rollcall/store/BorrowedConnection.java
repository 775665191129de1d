package io.rollcall.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection for code that assumes that it owns it, such as Flyway: ignores {@code close} and {@code commit}, and passes
 * everything else to the lent connection. Not thread-safe.
 */
final class BorrowedConnection implements InvocationHandler {
    private final Connection lent;
    private boolean autoCommit = true;

    private BorrowedConnection(Connection lent) {
        this.lent = lent;
    }

    /** A source that always returns this connection. Its transaction must be open. */
    static DataSource source(Connection lent) {
        Connection connection = proxy(Connection.class, new BorrowedConnection(lent));
        return proxy(DataSource.class, (source, method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return connection;
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(BorrowedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close", "commit" -> null;
            case "getAutoCommit" -> autoCommit;
            case "setAutoCommit" -> {
                autoCommit = arguments != null && Boolean.TRUE.equals(arguments[0]);
                yield null;
            }
            default -> delegate(method, arguments);
        };
    }

    private @Nullable Object delegate(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(lent, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
