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
 * Plays the vendors for tests of JUnit Jupiter 5.12 or newer, each time on a free port of its own. Thread-safe.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SandboxExtension vendors = SandboxExtension.playing(Company.builtIn());
 * }</pre>
 *
 * <p>The sandbox lives as long as its field: one in a static field is shared by the tests of the class and of its nested
 * classes, and {@linkplain Sandbox#reset() put back} before each test on the same port; one in an instance field is
 * each test's own. It starts when it is first needed, also before JUnit's first callback, so that a host may take its
 * {@link #settings()} while its own extension starts.
 *
 * <p>With {@code @ExtendWith(SandboxExtension.class)} methods and constructors get a {@link Sandbox} with the built-in company by
 * asking for it as a parameter: each test one of its own, or all one that is put back before each, where
 * a {@code @BeforeAll} method (or the constructor of an instance for all tests) asks as well.
 *
 * <p>When a test fails, the requests it made last are added to its report, without tokens.
 */
public final class SandboxExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    /** The field's; null where there is none, because JUnit made this extension for {@code @ExtendWith}. */
    private final @Nullable SharedSandbox shared;

    private final boolean keepsState;

    /** For JUnit, which makes extensions of {@code @ExtendWith} so. */
    SandboxExtension() {
        this.shared = null;
        this.keepsState = false;
    }

    private SandboxExtension(SharedSandbox shared, boolean keepsState) {
        this.shared = shared;
        this.keepsState = keepsState;
    }

    /** Plays a company. */
    public static SandboxExtension playing(Company company) {
        return playing(() -> company);
    }

    /** Plays a company file, which is read when the sandbox starts; {@code docs/sandbox.md} describes it. */
    public static SandboxExtension playing(Path companyFile) {
        return playing(() -> Company.read(companyFile));
    }

    /**
     * Plays a company file on the class path, which is read when the sandbox starts.
     *
     * @param name counted from the root, such as {@code companies/board.json}
     */
    public static SandboxExtension playingResource(String name) {
        return playing(() -> CompanyResources.resource(name));
    }

    private static SandboxExtension playing(Supplier<Company> company) {
        return new SandboxExtension(new SharedSandbox(company), false);
    }

    /** The same, but a sandbox that tests share goes on from one to the next as it is: for tests in a fixed order. */
    public SandboxExtension keepingState() {
        return new SandboxExtension(field(), true);
    }

    /** The sandbox, started where it does not run yet. */
    public Sandbox sandbox() {
        return field().sandbox();
    }

    /** The address of all vendors, of the sandbox that is started where it does not run yet. */
    public String url() {
        return sandbox().url();
    }

    /**
     * The {@code rollcall.*} keys that point Rollcall at the sandbox, which is started where it does not run yet; flows are the
     * caller's.
     */
    public Map<String, String> settings() {
        return sandbox().settings();
    }

    private SharedSandbox field() {
        if (shared == null) {
            throw new IllegalStateException(
                    "JUnit made this extension for @ExtendWith: ask for a Sandbox as a parameter,"
                            + " or register SandboxExtension.playing(...) in a field");
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

    /** Otherwise JUnit says that the constructor's parameters are the class's, and all tests would share them. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    private static @Nullable Owned owned(ExtensionContext context) {
        return store(context).get(Owned.class, Owned.class);
    }

    /** Finds in a test what its class has. */
    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(SandboxExtension.class));
    }

    /** A sandbox that ends with the test or the class that asked for it, however that ends. */
    @SuppressWarnings("deprecation") // JUnit 5.12 closes these only, later ones whatever is AutoCloseable
    private record Owned(Sandbox sandbox) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            sandbox.close();
        }
    }
}
