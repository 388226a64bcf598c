package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.publish.EmbeddedBroker;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.AlertContent.LonLat;

/** What a hostile station, or a hostile broker, cannot make the analysts' wall do. */
@Timeout(180)
final class WallSafetyTest {

    private static final LonLat KOREA = new LonLat(127.5, 39.8);
    private static final String EVIL =
            "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>";

    @RegisterExtension
    static final ClassBrowser browser = new ClassBrowser();

    private static @Nullable WallServer server;

    private final EmbeddedBroker broker = EmbeddedBroker.start();

    @BeforeAll
    static void open() {
        Natives.load();
        server = WallServer.start();
    }

    @AfterAll
    static void close() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    private Page wall() {
        return Walls.open(browser.get(), Objects.requireNonNull(server).url(), broker.port(), 1280, ColorScheme.LIGHT);
    }

    @Test
    void scriptInAnyNameIsTextAndRunsNowhere() throws Exception {
        try (ToldStation station = new ToldStation(broker.url(), "han-01")) {
            Page page = wall();
            page.locator("text=1 heard").waitFor();
            station.tell(ManyAlerts.of("han-01", EVIL, 1, 0, KOREA));
            station.raw("condition/disk-low", "{\"code\": \"disk-low\", \"sentence\": \"%s\"}".formatted(EVIL));
            station.raw("coverage/x", "{\"site\": \"%s\", \"blind_since\": \"2026-07-01T00:00:00Z\"}".formatted(EVIL));
            page.locator(".cards li").waitFor();
            page.locator("[data-problem=blind]").waitFor();
            for (String view : List.of("alerts", "map", "stations")) {
                page.evaluate("view => { location.hash = view; }", view);
                page.locator("main > :visible").first().waitFor();
                page.locator("main")
                        .getByText("<script>")
                        .locator("visible=true")
                        .first()
                        .waitFor();

                assertThat(page.title()).isEqualTo("Tilewatch: all stations");
                assertThat(page.locator("main script, img[src=x]").count()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not even JSON",
                "[]",
                "null",
                "{\"id\": \"../../x\", \"properties\": {}}",
                "{\"id\": \"00000000-0000-4000-8000-000000000000\", \"properties\": {\"tw:station\": \"ant-02\"}}",
                "{\"id\": \"00000000-0000-4000-8000-000000000000\"}"
            })
    void anAlertThatIsNoneIsRefusedAndTheNextOneStillComes(String payload) throws Exception {
        try (ToldStation station = new ToldStation(broker.url(), "han-01")) {
            Page page = wall();
            page.locator("text=1 heard").waitFor();
            station.raw("alert/urgent/harbour/c0r0", payload);
            station.tell(ManyAlerts.of("han-01", "harbour", 1, 0, KOREA));

            page.locator(".cards li").waitFor();
            page.locator("text=1 messages refused").waitFor();
            assertThat(page.locator(".cards li").count()).isEqualTo(1);
        }
    }

    @Test
    void anAlertOfAnotherStationsNameOrWithOtherBytesThanItsChecksumSaysIsRefused() throws Exception {
        try (ToldStation station = new ToldStation(broker.url(), "han-01")) {
            Page page = wall();
            page.locator("text=1 heard").waitFor();
            station.tell(ManyAlerts.of("ant-02", "harbour", 1, 0, KOREA));
            Report honest = ManyAlerts.of("han-01", "harbour", 1, 1, KOREA);
            String changed = new String(honest.alert().payload(), StandardCharsets.UTF_8).replace("urgent", "routine");
            station.raw(honest.alert().topic(), changed);

            page.locator("text=2 messages refused").waitFor();
            assertThat(page.locator(".cards li").count()).isZero();
        }
    }

    @Test
    void aPictureThatIsNotTheOneThatTheAlertNamesIsNotShown() throws Exception {
        try (ToldStation station = new ToldStation(broker.url(), "han-01")) {
            Page page = wall();
            page.locator("text=1 heard").waitFor();
            Report report = ManyAlerts.of("han-01", "harbour", 1, 0, KOREA);
            Report other = ManyAlerts.of("han-01", "harbour", 2, 0, KOREA);
            List<Message> swapped = List.of(
                    with(report.chips().get(0), other.chips().get(1)),
                    report.chips().get(1),
                    report.chips().get(2));
            station.tell(new Report(
                    report.alertId(),
                    report.eventId(),
                    report.revision(),
                    report.site(),
                    report.acquired(),
                    report.severity(),
                    swapped,
                    report.alert()));
            TestBrowser.until(page, "document.querySelector('.frame img.after')?.naturalWidth === 48");

            page.locator(".frame img.before[data-missing]").waitFor();
        }
    }

    @Test
    void aWrongPasswordIsToldOnceAndNotTriedAgain() {
        Page page = browser.get().page(1280, ColorScheme.LIGHT);
        page.addInitScript("""
            window.tries = 0;
            window.WebSocket = class {
              constructor() { setTimeout(() => this.onopen()); }
              send() { tries += 1; setTimeout(() => this.onmessage({ data: new Uint8Array([0x20, 2, 0, 5]).buffer })); }
              close() {}
            };
            """); // each CONNECT is answered with CONNACK: not authorised
        page.navigate(Objects.requireNonNull(server).url());
        page.fill("#login [name=url]", "ws://127.0.0.1:1");
        page.fill("#login [name=user]", "kim");
        page.fill("#login [name=password]", "wrong");
        page.click("#login [type=submit]");
        page.locator("#login >> text=The broker does not let this user in.").waitFor();
        page.waitForTimeout(1_500);

        assertThat(page.evaluate("window.tries")).isEqualTo(1);
        assertThat(page.evaluate("JSON.stringify(localStorage)").toString()).doesNotContain("wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://broker.example.org", "javascript:alert(1)", "wss://kim:secret@broker.example.org"})
    void anAddressThatIsNoBrokersIsRefused(String address) {
        Page page = browser.get().page(1280, ColorScheme.LIGHT);
        page.navigate(Objects.requireNonNull(server).url());
        page.fill("#login [name=url]", address);
        page.click("#login [type=submit]");
        Locator answer = page.locator("#login [role=alert]");
        answer.waitFor();

        assertThat(answer.textContent()).startsWith("An address like wss://");
    }

    private static Message with(Message chip, Message bytesOf) {
        return new Message(
                chip.topic(), bytesOf.payload(), chip.contentType(), chip.userProperties(), Optional.empty(), false);
    }
}
