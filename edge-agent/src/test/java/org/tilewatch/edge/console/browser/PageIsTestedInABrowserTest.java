package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Says so where the tests of the page are left out: they are compiled in Maven's profile {@code browser} alone. */
final class PageIsTestedInABrowserTest {

    @Test
    void testsOfThePageAndABrowserForThemAreThere() {
        InstalledBrowser.needs(
                PageIsTestedInABrowserTest.class.getResource("PageTest.class") != null,
                "The page is not tested in a browser: Maven's profile browser is off. "
                        + "It is on where /usr/bin/chromium is, or with -Pbrowser");

        assertThat(InstalledBrowser.program()).isExecutable();
    }
}
