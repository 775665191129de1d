package io.rollcall.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection in the hands of somebody who believes to own it, as Flyway does: closing and committing are left to the
 * lender, a rollback is one. Not thread-safe.
 */
final class BorrowedConnection implements InvocationHandler {
    private final Connection lent;
    private boolean autoCommit = true;

    private BorrowedConnection(Connection lent) {
        this.lent = lent;
    }

    /** A source of that one connection, however often it is asked. The lender's transaction must be open. */
    static DataSource source(Connection lent) {
        Connection shown = show(Connection.class, new BorrowedConnection(lent));
        return show(DataSource.class, (source, method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return shown;
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T show(Class<T> type, InvocationHandler behind) {
        return type.cast(
                Proxy.newProxyInstance(BorrowedConnection.class.getClassLoader(), new Class<?>[] {type}, behind));
    }

    @Override
    public @Nullable Object invoke(Object shown, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close" -> null;
            case "commit" -> null;
            case "getAutoCommit" -> autoCommit;
            case "setAutoCommit" -> {
                autoCommit = arguments != null && Boolean.TRUE.equals(arguments[0]);
                yield null;
            }
            default -> onTheLent(method, arguments);
        };
    }

    private @Nullable Object onTheLent(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(lent, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
