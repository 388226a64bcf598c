package org.tilewatch.edge.report.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** From times to places along a drawing, with the ticks below it. */
record TimeAxis(Instant from, Instant until, double left, double right) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final int[] STEPS_DAYS = {1, 2, 7, 14, 30, 91, 182, 365, 730, 1826};
    private static final int MOST_TICKS = 8;

    TimeAxis {
        if (!until.isAfter(from)) {
            until = from.plusSeconds(1);
        }
    }

    double x(Instant time) {
        double share = Duration.between(from, time).toMillis() / (double) Math.max(1, length().toMillis());
        return left + Math.clamp(share, 0, 1) * (right - left);
    }

    private Duration length() {
        return Duration.between(from, until);
    }

    /** Lines from top to bottom with their dates below, a tick every so many days that they do not touch. */
    void ticks(StringBuilder svg, double top, double bottom) {
        long days = Math.max(1, length().toDays());
        int step = STEPS_DAYS[STEPS_DAYS.length - 1];
        for (int i = STEPS_DAYS.length - 1; i >= 0 && days / STEPS_DAYS[i] <= MOST_TICKS; i--) {
            step = STEPS_DAYS[i];
        }
        LocalDate day = from.atZone(ZoneOffset.UTC).toLocalDate();
        if (step >= 30) {
            day = day.withDayOfMonth(1);
        }
        for (Instant at = begin(day); !at.isAfter(until); at = begin(day)) {
            if (!at.isBefore(from) && x(at) < right - 24) {
                svg.append("<line class=\"grid\" x1=\"")
                        .append(Html.at(x(at)))
                        .append("\" x2=\"")
                        .append(Html.at(x(at)));
                svg.append("\" y1=\"")
                        .append(Html.at(top))
                        .append("\" y2=\"")
                        .append(Html.at(bottom))
                        .append("\"/>");
                svg.append("<text class=\"tick\" x=\"")
                        .append(Html.at(x(at)))
                        .append("\" y=\"")
                        .append(Html.at(bottom + 14));
                svg.append("\">").append((step >= 30 ? MONTH : DAY).format(day)).append("</text>\n");
            }
            day = step >= 30 ? day.plus(step / 30, ChronoUnit.MONTHS) : day.plusDays(step);
        }
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
