package org.tilewatch.edge.console.browser;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One browser for all tests of a class, which are left out, or fail, where {@link InstalledBrowser} finds none. */
final class ClassBrowser implements BeforeAllCallback, AfterAllCallback {

    private @Nullable TestBrowser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        browser = TestBrowser.open();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (browser != null) {
            browser.close();
        }
    }

    TestBrowser get() {
        return Objects.requireNonNull(browser);
    }
}
