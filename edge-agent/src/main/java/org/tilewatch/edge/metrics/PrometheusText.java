package org.tilewatch.edge.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Writes series in Prometheus' text format 0.0.4: a help line and a type line, then the samples. Used by one thread. */
final class PrometheusText {

    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(4096);

    /** A value that goes up and down. */
    PrometheusText gauge(String name, String help, double value) {
        head(name, "gauge", help);
        return sample(name, "", value);
    }

    /** A value that only grows while the agent runs. */
    PrometheusText counter(String name, String help, double value) {
        head(name, "counter", help);
        return sample(name, "", value);
    }

    /** One sample for each entry, the key being the label's value. */
    <T> PrometheusText each(
            String name, String type, String help, String label, Map<String, T> values, ToDoubleFunction<T> value) {
        head(name, type, help);
        new TreeMap<>(values).forEach((key, each) -> sample(name, label(label, key), value.applyAsDouble(each)));
        return this;
    }

    void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(escaped(help, false));
        text.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    PrometheusText sample(String name, String labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(number(value)).append('\n');
        return this;
    }

    static String label(String name, String value) {
        return name + "=\"" + escaped(value, true) + '"';
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String value, boolean quoted) {
        String escaped = value.replace("\\", "\\\\").replace("\n", "\\n");
        return quoted ? escaped.replace("\"", "\\\"") : escaped;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
