package org.tilewatch.edge.console.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Takes the pictures of the pages in the README, of stations that run; {@code deploy/readme/pages.sh} starts them. */
public final class ReadmePictures {

    private static final int WIDE = 1280;
    private static final int PHONE = 360;
    private static final long LONGEST_WAIT_NANOS = Duration.ofMinutes(5).toNanos();

    private final TestBrowser browser;
    private final Path folder;

    private ReadmePictures(TestBrowser browser, Path folder) {
        this.browser = browser;
        this.folder = folder;
    }

    /** Arguments: ports of the first station's page, of the second one's, of the broker; looks that each settles; folder for the pictures. */
    public static void main(String[] arguments) throws Exception {
        int pagePort = Integer.parseInt(arguments[0]);
        int otherPort = Integer.parseInt(arguments[1]);
        int brokerPort = Integer.parseInt(arguments[2]);
        int looks = Integer.parseInt(arguments[3]);
        try (TestBrowser browser = TestBrowser.open();
                WallServer server = WallServer.start()) {
            ReadmePictures pictures = new ReadmePictures(browser, Path.of(arguments[4]));
            Page wall = Walls.open(browser, server.url(), brokerPort, WIDE, ColorScheme.LIGHT);
            settled(pagePort, looks);
            settled(otherPort, looks);
            pictures.wall(wall);
            pictures.page("http://127.0.0.1:" + pagePort);
        }
    }

    private void wall(Page wall) {
        wall.reload();
        wall.locator(".cards li").first().waitFor();
        TestBrowser.until(wall, "document.querySelectorAll('.facts .value')[1].textContent.includes('2')");
        shown(wall, "wall-alerts");
        wall.evaluate("location.hash = 'map/' + encodeURIComponent(document.querySelector('.cards li').dataset.event)");
        wall.locator(".leaflet-popup").waitFor();
        shown(wall, "wall-map");
        wall.evaluate("location.hash = 'stations'");
        wall.locator("[data-station] .badge").first().waitFor();
        shown(wall, "wall-stations");
    }

    private void page(String url) {
        Page page = browser.page(WIDE, ColorScheme.LIGHT);
        page.navigate(url);
        page.locator(".frame").waitFor();
        shown(page, "page-alerts");
        page.navigate(url + "/#map");
        page.locator(".leaflet-image-layer").first().waitFor();
        shown(page, "page-map");
        page.navigate(url + "/#coverage");
        page.locator(".calendar").first().waitFor();
        shown(page, "page-coverage");
        Page phone = browser.page(PHONE, ColorScheme.DARK);
        phone.navigate(url);
        phone.locator(".cards a").first().click();
        phone.locator(".frame").waitFor();
        phone.locator(".detail").scrollIntoViewIfNeeded();
        shown(phone, "page-phone");
    }

    /** Once every picture of the page is there and nothing moves any more. */
    private void shown(Page page, String name) {
        TestBrowser.until(
                page,
                "document.getAnimations().length === 0 && [...document.images].every((each) => each.loading === 'lazy'"
                        + " || (each.complete && each.naturalWidth > 0))");
        page.waitForTimeout(500);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + ".jpg"))
                .setType(ScreenshotType.JPEG)
                .setQuality(82));
        System.out.println(name + ".jpg");
    }

    /** Waits until a station has settled so many looks and its outbox is empty. */
    private static void settled(int port, int looks) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT_NANOS;
        double seen = 0;
        while (System.nanoTime() < end) {
            String figures = figures(port);
            seen = sum(figures, "tilewatch_looks_total{");
            if (seen >= looks && sum(figures, "tilewatch_outbox_reports ") == 0) {
                return;
            }
            LockSupport.parkNanos(500_000_000);
        }
        throw new IOException("the station at port %d settled %.0f looks of %d".formatted(port, seen, looks));
    }

    private static String figures(int port) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(port)))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return ""; // not there yet
        }
    }

    private static double sum(String figures, String series) {
        return Stream.of(figures.split("\n", -1))
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
