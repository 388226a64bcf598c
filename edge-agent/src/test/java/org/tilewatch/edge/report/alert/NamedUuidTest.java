package org.tilewatch.edge.report.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NamedUuidTest {

    @Test
    void theExampleOfRfc9562ComesOut() {
        // RFC 9562, appendix A.4: www.example.com in the namespace of DNS.
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        assertThat(NamedUuid.of(dns, "www.example.com")).hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }
}
