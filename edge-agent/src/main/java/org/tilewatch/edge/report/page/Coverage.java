package org.tilewatch.edge.report.page;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tilewatch.edge.report.record.LookRecord;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.Wording;

/** A calendar that tells on which days the site was seen. What was not seen is never shown as unchanged. */
final class Coverage {

    /** Months of the calendar; a longer period shows the latest. */
    private static final int MOST_MONTHS = 24;

    private Coverage() {}

    /** Name of how a look saw the site. */
    static String seen(LookRecord look) {
        if (look.clear()) {
            return look.verdict().equals("changed") ? "seen-changed" : "seen-clear";
        }
        return look.reason().equals("cloud") ? "seen-cloud" : "seen-unusable";
    }

    static void calendar(SiteRecord site, StringBuilder page) {
        Map<LocalDate, List<LookRecord>> days = new TreeMap<>();
        for (LookRecord look : site.looks()) {
            days.computeIfAbsent(Wording.day(look.acquired()), any -> new ArrayList<>())
                    .add(look);
        }
        YearMonth first = YearMonth.from(Wording.day(site.from()));
        YearMonth last = YearMonth.from(Wording.day(site.until().minusMillis(1)));
        if (last.minusMonths(MOST_MONTHS - 1).isAfter(first)) {
            first = last.minusMonths(MOST_MONTHS - 1);
            page.append("<p class=\"quiet\">The latest ").append(MOST_MONTHS).append(" months are drawn.</p>\n");
        }
        page.append("<div class=\"calendar\">\n");
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            month(month, days, page);
        }
        page.append("</div>\n<ul class=\"legend\"><li><i class=\"seen-changed\"></i>seen, changed</li>");
        page.append("<li><i class=\"seen-clear\"></i>seen</li><li><i class=\"seen-cloud\"></i>hidden by cloud</li>");
        page.append("<li><i class=\"seen-unusable\"></i>unusable</li><li><i></i>no look</li></ul>\n");
    }

    private static void month(YearMonth month, Map<LocalDate, List<LookRecord>> days, StringBuilder page) {
        page.append("<table class=\"month\"><caption>")
                .append(month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .append(' ')
                .append(month.getYear())
                .append("</caption><tbody>");
        LocalDate day = month.atDay(1).minusDays(month.atDay(1).getDayOfWeek().getValue() - 1L);
        while (!day.isAfter(month.atEndOfMonth())) {
            page.append("<tr>");
            for (int weekday = 0; weekday < 7; weekday++) {
                day(month, day, days.getOrDefault(day, List.of()), page);
                day = day.plusDays(1);
            }
            page.append("</tr>");
        }
        page.append("</tbody></table>\n");
    }

    private static void day(YearMonth month, LocalDate day, List<LookRecord> looks, StringBuilder page) {
        if (!YearMonth.from(day).equals(month)) {
            page.append("<td class=\"other\"></td>");
            return;
        }
        page.append("<td");
        if (!looks.isEmpty()) {
            LookRecord best =
                    looks.stream().filter(LookRecord::clear).findFirst().orElse(looks.getFirst());
            page.append(" class=\"")
                    .append(seen(best))
                    .append("\" title=\"")
                    .append(day)
                    .append(": ");
            page.append(Html.escaped(best.verdict() + (best.reason().isEmpty() ? "" : ", " + best.reason())));
            page.append('"');
        }
        page.append('>').append(day.getDayOfMonth()).append("</td>");
    }
}
