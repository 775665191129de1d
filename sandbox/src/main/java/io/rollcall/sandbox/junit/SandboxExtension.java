package io.rollcall.sandbox.junit;

import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts sandboxes for tests with JUnit Jupiter 5.12 or newer, each on a free port. Thread-safe.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SandboxExtension vendors = SandboxExtension.playing(Company.builtIn());
 * }</pre>
 *
 * <p>A sandbox lives as long as its field. In a static field, the tests of the class and of its nested classes share it, and the
 * extension {@linkplain Sandbox#reset() resets} it before each test. In an instance field, each test has its own. It starts on first
 * use, also before JUnit's first callback, so the extension of a host can read {@link #settings()}.
 *
 * <p>With {@code @ExtendWith(SandboxExtension.class)}, methods and constructors receive a {@link Sandbox} with the default company as
 * a parameter. Each test has its own. If a {@code @BeforeAll} method (or the constructor of an instance for all tests) also has
 * the parameter, all tests share one, which is reset before each.
 *
 * <p>The extension adds the last requests of a failed test to its report: without tokens, but with ids of people.
 */
public final class SandboxExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    /** The sandbox of a field; null if JUnit created this extension for {@code @ExtendWith}. */
    private final @Nullable SharedSandbox shared;

    private final boolean keepsState;

    /** For JUnit, which creates the extensions of {@code @ExtendWith}. */
    SandboxExtension() {
        this.shared = null;
        this.keepsState = false;
    }

    private SandboxExtension(SharedSandbox shared, boolean keepsState) {
        this.shared = shared;
        this.keepsState = keepsState;
    }

    /** An extension that starts sandboxes with a company. */
    public static SandboxExtension playing(Company company) {
        return playing(() -> company);
    }

    /**
     * An extension that starts sandboxes with a company file. It reads the file when a sandbox starts, and then throws as
     * {@link Company#read} does.
     */
    public static SandboxExtension playing(Path companyFile) {
        return playing(() -> Company.read(companyFile));
    }

    /**
     * An extension that starts sandboxes with a company file on the class path. It reads the file when a sandbox starts, and then
     * throws {@link IllegalArgumentException} if there is none, or as {@link Company#parse} does.
     *
     * @param name the name from the root of the class path, such as {@code companies/board.json}
     */
    public static SandboxExtension playingResource(String name) {
        return playing(() -> CompanyResources.resource(name));
    }

    private static SandboxExtension playing(Supplier<Company> company) {
        return new SandboxExtension(new SharedSandbox(company), false);
    }

    /** A copy that does not reset a shared sandbox between tests, for tests in a fixed order. */
    public SandboxExtension keepingState() {
        return new SandboxExtension(field(), true);
    }

    /**
     * The sandbox; starts it if necessary.
     *
     * @throws IllegalStateException if JUnit created this extension for {@code @ExtendWith}; use a parameter instead
     */
    public Sandbox sandbox() {
        return field().sandbox();
    }

    /** The address of all vendors, without a trailing slash; starts the sandbox if necessary. Throws as {@link #sandbox} does. */
    public String url() {
        return sandbox().url();
    }

    /**
     * The {@code rollcall.*} keys that point Rollcall at the sandbox, without flows; starts it if necessary. Throws as
     * {@link #sandbox} does.
     */
    public Map<String, String> settings() {
        return sandbox().settings();
    }

    private SharedSandbox field() {
        if (shared == null) {
            throw new IllegalStateException("This extension was created for @ExtendWith and has no sandbox of its own."
                    + " Declare a Sandbox parameter, or register SandboxExtension.playing(...) in a field.");
        }
        return shared;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (shared != null) {
            shared.enter(context.getUniqueId());
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (shared == null) {
            Owned ofClass = context.getParent().map(SandboxExtension::owned).orElse(null);
            if (ofClass != null) {
                ofClass.sandbox.reset();
            }
        } else if (shared.enter(context.getUniqueId()) && !keepsState) {
            shared.sandbox().reset();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (shared != null) {
            shared.running().ifPresent(sandbox -> FailureReport.publishIfFailed(context, sandbox));
            shared.leave(context.getUniqueId());
            return;
        }
        Owned owned = owned(context);
        if (owned != null) {
            FailureReport.publishIfFailed(context, owned.sandbox);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (shared != null) {
            shared.leave(context.getUniqueId());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared != null
                ? shared.sandbox()
                : store(context)
                        .getOrComputeIfAbsent(
                                Owned.class, key -> new Owned(Sandbox.start(Company.builtIn(), 0)), Owned.class)
                        .sandbox;
    }

    /** By default, JUnit resolves constructor parameters in the scope of the class, and all tests would share one sandbox. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    private static @Nullable Owned owned(ExtensionContext context) {
        return store(context).get(Owned.class, Owned.class);
    }

    /** A test's store also finds the values of its class. */
    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(SandboxExtension.class));
    }

    /** A sandbox that JUnit closes at the end of its test or class. */
    @SuppressWarnings("deprecation") // JUnit 5.12 closes only these, later versions any AutoCloseable
    private record Owned(Sandbox sandbox) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            sandbox.close();
        }
    }
}
