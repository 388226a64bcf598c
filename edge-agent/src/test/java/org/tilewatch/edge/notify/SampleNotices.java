package org.tilewatch.edge.notify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.report.alert.SampleAlerts;

/** Notices to test with. */
final class SampleNotices {

    private SampleNotices() {}

    static Notice of(int alerts, Map<String, byte[]> pictures) throws IOException {
        List<AlertSummary> all = new ArrayList<>();
        for (int i = 0; i < alerts; i++) {
            all.add(AlertSummary.read(
                    AlertCodec.report(SampleAlerts.of("e" + i)).alert().payload()));
        }
        return new Notice("Höhe 7", all, pictures, Optional.of("http://127.0.0.1:8090"));
    }
}
