package org.tilewatch.edge.console.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Opens walls in a browser. */
public final class Walls {

    /** Script that fills what the wall of a broker keeps. */
    static final String TEN_THOUSAND = """
        async (broker) => {
          const database = await new Promise((done) => {
            const asked = indexedDB.open(`tilewatch ${broker}`, 1);
            asked.onsuccess = () => done(asked.result);
          });
          const store = database.transaction('cards', 'readwrite').objectStore('cards');
          for (let i = 0; i < 10000; i++) {
            const time = new Date(Date.UTC(2026, 0, 1) + i * 3600000).toISOString();
            const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
            const told = { id, revision: 1, acquired: time, sentence: 'Structure appeared, 412 m2, first seen on one look', severity: 'urgent' };
            store.put({ ...told, event: `han-01/harbour/e${i}`, station: 'han-01', site: `harbour ${i % 50}`, status: 'confirmed', polarity: 'appeared',
              kind: 'structure', probability: 0.9, area_m2: 412, first_seen: time, last_seen: time, looks_seen: 1, told: Date.parse(time), order: -Date.parse(time), seq: id,
              pictures: ['before', 'after', 'diff'], picture: id, pictured: time, explain: { strength: 4.2 }, history: [told],
              geometry: { type: 'Point', coordinates: [127 + i / 5000, 39] } });
          }
          await new Promise((done) => { store.transaction.oncomplete = done; });
          database.close();
        }\
        """;

    private Walls() {}

    /** The wall of a broker on this machine, as somebody finds it who was here before. */
    public static Page open(TestBrowser browser, String url, int brokerPort, int width, ColorScheme scheme) {
        Page page = browser.page(width, scheme);
        page.addInitScript(broker(brokerPort));
        page.navigate(url);
        page.locator(".facts .value").first().waitFor();
        return page;
    }

    /** Script that names a broker on this machine, as a person did before. */
    static String broker(int port) {
        return "localStorage.setItem('tilewatch broker', JSON.stringify({url: 'ws://127.0.0.1:%d', root: 'tilewatch/1', user: ''}))"
                .formatted(port);
    }

    /** What all files that the page loaded weigh, each packed. */
    @SuppressWarnings("unchecked")
    static long packedBytes(String url, Page page) throws IOException {
        List<String> loaded = (List<String>)
                page.evaluate("performance.getEntriesByType('resource').map((each) => each.name).filter((name) =>"
                        + " name.startsWith('http'))");
        long sum = 0;
        for (String file : loaded) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(page.request().get(file).body());
            }
            sum += packed.size();
        }
        return sum + page.request().get(url).body().length;
    }
}
