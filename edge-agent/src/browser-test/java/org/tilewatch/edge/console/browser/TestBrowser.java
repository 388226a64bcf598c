package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** A headless Chromium that is installed on this machine. */
public final class TestBrowser implements AutoCloseable {

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private TestBrowser(Path program) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--no-sandbox")));
    }

    /** Skips the test, or fails it, where {@link InstalledBrowser} finds none. */
    public static TestBrowser open() {
        return new TestBrowser(InstalledBrowser.program());
    }

    /** An empty page of this width; the one before is closed. */
    public Page page(int width, ColorScheme scheme) {
        browser.contexts().forEach(BrowserContext::close);
        complaints.clear();
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
        Page page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** What pages complained of since this was last asked: scripts that failed, what the policy refused. */
    public List<String> complaints() {
        List<String> told = List.copyOf(complaints);
        complaints.clear();
        return told;
    }

    /** What axe finds wrong with the page as it is, by the rules of WCAG 2.2 A and AA and its best practices. */
    public static String violations(Page page) throws IOException {
        try (InputStream script = TestBrowser.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
        }
        return (String) page.evaluate("""
            async () => {
              const found = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
              return found.violations.map((each) => each.id + ': ' + each.nodes.map((node) => node.target.join(' ')).join(', ')).join('; ');
            }\
            """);
    }

    /** Waits until an expression is true; asked from here, since the page's policy lets no script be made from text. */
    public static void until(Page page, String expression) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!Boolean.TRUE.equals(page.evaluate(expression))) {
            assertThat(System.nanoTime()).as(expression).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
