package io.rollcall.app;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium with an empty profile. Used by one thread; starting it takes a second, so tests share one.
 */
final class Browser implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final List<String> ARGUMENTS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--force-color-profile=srgb");

    private final ChromeDriver driver;
    private final String axe;
    private final List<String> addresses = new ArrayList<>();

    private Browser(ChromeDriver driver, String axe) {
        this.driver = driver;
        this.axe = axe;
    }

    /**
     * Starts the browser. Where there is none the tests are skipped with a line that says so; they fail where the environment
     * variable BROWSER_TESTS is {@code required}.
     *
     * @param profile an empty folder
     */
    static Browser start(Path profile) throws IOException {
        Optional<Path> chromium = program("chromium");
        Optional<Path> driver = program("chromedriver");
        if (chromium.isEmpty() || driver.isEmpty()) {
            missing("The browser tests of the page were not run: chromium and chromedriver are not installed"
                    + " (Debian: apt install chromium chromium-driver).");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(ARGUMENTS);
        options.addArguments("--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        try (InputStream axe = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            return new Browser(
                    new ChromeDriver(service, options), new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Optional<Path> program(String name) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void missing(String sentence) {
        if ("required".equals(System.getenv("BROWSER_TESTS"))) {
            fail(sentence);
        }
        // what a test prints goes to a file, so that a green build shows none of it; this must be seen
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8).println(sentence);
        abort(sentence);
    }

    /** Opens an address and waits until the page has drawn itself. */
    void open(String address) {
        collectAddresses();
        driver.get(address);
        awaitScript("return document.documentElement.dataset.ready === 'true'");
        awaitScript("return [...document.querySelectorAll('main, .sign-in-page')].length > 0"
                + " && document.querySelector('[data-view] .view > p.quiet:only-child') === null");
    }

    /** Opens an address that has no page of Rollcall's, and says how long that took. */
    long millisOf(String address) {
        collectAddresses();
        driver.get(address);
        return (Long) script("return Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)");
    }

    /** What the page keeps of a reader's choices, for the pages that are opened from now on at this address. */
    void choose(String language, String theme) {
        script(
                "localStorage.setItem('rollcall.language', arguments[0]);"
                        + "localStorage.setItem('rollcall.theme', arguments[1]);",
                language,
                theme);
    }

    /** Forgets these choices, and who is signed in. */
    void forget() {
        script("localStorage.clear()");
        driver.manage().deleteAllCookies();
    }

    /** The browser's own language and colours. */
    void prefer(String language, String theme) {
        String agent = (String) script("return navigator.userAgent");
        driver.executeCdpCommand(
                "Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", language));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    /** The size of the page in CSS pixels. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Runs a script in the page. */
    Object script(String text, Object... arguments) {
        return driver.executeScript(text, arguments);
    }

    /** Waits until a script answers true. */
    void awaitScript(String text, Object... arguments) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!Boolean.TRUE.equals(script(text, arguments))) {
            if (System.nanoTime() > end) {
                fail("The page never came to: " + text + " " + List.of(arguments) + "\n" + text() + "\n" + console());
            }
            // the page goes on by itself meanwhile
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Lets the page go on by itself for a time. */
    void pause(Duration time) {
        driver.executeAsyncScript("setTimeout(arguments[1], arguments[0])", time.toMillis());
    }

    /** Waits for an element that is shown and has a text. */
    WebElement await(String selector, String text) {
        awaitScript(
                "return [...document.querySelectorAll(arguments[0])]"
                        + ".some(node => node.innerText.includes(arguments[1]) && node.checkVisibility())",
                selector,
                text);
        return (WebElement) script(
                "return [...document.querySelectorAll(arguments[0])]"
                        + ".find(node => node.innerText.includes(arguments[1]) && node.checkVisibility())",
                selector,
                text);
    }

    /** Presses the first button with a text. */
    void press(String text) {
        await("button, summary", text).click();
    }

    /** The first element. */
    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** All that can be read. */
    String text() {
        return (String) script("return document.body.innerText");
    }

    /** What the console says since the last time that this was called. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** The addresses that were shown and asked for since the last time that this was called. */
    List<String> addresses() {
        collectAddresses();
        List<String> all = List.copyOf(addresses);
        addresses.clear();
        return all;
    }

    private void collectAddresses() {
        List<?> found = (List<?>) script(
                "return [location.href, ...performance.getEntriesByType('resource')" + ".map(entry => entry.name)]");
        found.forEach(address -> addresses.add(String.valueOf(address)));
    }

    /** What axe-core finds of serious and critical barriers. */
    List<String> barriers() {
        // the content security policy of the page has no effect on what the driver runs
        script(axe);
        Object found = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations"
                + ".filter(one => ['serious', 'critical'].includes(one.impact))"
                + ".map(one => one.id + ': ' + one.nodes.map(node => node.html + ' ' + node.failureSummary)"
                + ".join('; '))), failed => done(['axe failed: ' + failed]));");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** Where the page's files are saved from now on, without a question. */
    void saveTo(Path folder) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
    }

    /** A picture of what is shown, as PNG. */
    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** The driver itself, for what this class does not have. */
    WebDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
