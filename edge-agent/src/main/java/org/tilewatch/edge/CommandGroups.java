package org.tilewatch.edge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the help, in groups by what one wants to do. */
final class CommandGroups {

    private static final Map<String, List<String>> GROUPS = groups();

    private CommandGroups() {}

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("See it work", List.of("demo"));
        groups.put("Run a station", List.of("init", "check", "doctor", "run", "queue", "sites", "retire"));
        groups.put("Be the analyst", List.of("subscribe", "report", "export"));
        groups.put("Work on images", List.of("detect", "replay"));
        groups.put("Measure and tune", List.of("calibrate", "evaluate", "bench"));
        return groups;
    }

    /** Makes the help of {@code line} show its commands in groups; those of no group come last. */
    static void render(CommandLine line) {
        Map<String, CommandLine.IHelpSectionRenderer> sections = new LinkedHashMap<>(line.getHelpSectionMap());
        sections.remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> list(help));
        line.getCommandSpec().usageMessage().sectionMap(sections);
    }

    private static String list(Help help) {
        Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
        int width = left.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        GROUPS.forEach((title, names) -> text.append(group(help, title, take(left, names), width)));
        return text.append(group(help, "More", new ArrayList<>(left.values()), width))
                .toString();
    }

    private static List<Help> take(Map<String, Help> left, List<String> names) {
        List<Help> taken = new ArrayList<>();
        for (String name : names) {
            Help found = left.remove(name);
            if (found != null) {
                taken.add(found);
            }
        }
        return taken;
    }

    private static String group(Help help, String title, List<Help> commands, int width) {
        if (commands.isEmpty()) {
            return "";
        }
        int columns = help.commandSpec().usageMessage().width();
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(width + 4, 2, Column.Overflow.SPAN),
                new Column(columns - width - 4, 2, Column.Overflow.WRAP));
        for (Help command : commands) {
            table.addRowValues(command.commandSpec().name(), summary(command));
        }
        return help.createHeading("%n@|bold " + title + "|@%n") + table;
    }

    private static String summary(Help command) {
        UsageMessageSpec usage = command.commandSpec().usageMessage();
        String[] lines = usage.header().length > 0 ? usage.header() : usage.description();
        return lines.length == 0 ? "" : lines[0];
    }
}
