package org.tilewatch.edge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.tilewatch.edge.command.CheckCommand;
import org.tilewatch.edge.command.CommandProvider;
import org.tilewatch.edge.command.DetectCommand;
import org.tilewatch.edge.command.DoctorCommand;
import org.tilewatch.edge.command.ReplayCommand;
import org.tilewatch.edge.command.RetireCommand;
import org.tilewatch.edge.command.RunCommand;
import org.tilewatch.edge.command.analyst.SubscribeCommand;
import org.tilewatch.edge.command.queue.QueueCommand;
import org.tilewatch.edge.command.report.ExportCommand;
import org.tilewatch.edge.command.report.ReportCommand;
import org.tilewatch.edge.command.sites.SitesCommand;
import org.tilewatch.edge.command.station.InitCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 done; 1 failed while working, with one line on stderr; 2 wrong usage or configuration, with
 * all problems on stderr.
 */
@Command(
        name = "tilewatch",
        version = "tilewatch " + TilewatchCommand.VERSION,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Watches sites in satellite images and tells what really changed.",
        description = "%nFind out what a command takes with: tilewatch COMMAND --help%n",
        footer = {"%nExit codes: 0 done; 1 failed while working; 2 wrong usage or configuration."})
public final class TilewatchCommand implements Runnable {

    /** Version of this program. */
    public static final String VERSION = "0.1.0";

    private static final List<String> OWN = List.of(
            "check",
            "detect",
            "doctor",
            "init",
            "queue",
            "replay",
            "report",
            "retire",
            "export",
            "run",
            "sites",
            "subscribe");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Tell more: debug lines, and the stack trace of a failure.")
    private boolean verbose;

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** A command of this module; those of others come by {@link ServiceLoader}. */
    private static Object own(String name) {
        return switch (name) {
            case "check" -> new CheckCommand();
            case "detect" -> new DetectCommand();
            case "doctor" -> new DoctorCommand();
            case "init" -> new InitCommand();
            case "queue" -> new QueueCommand();
            case "replay" -> new ReplayCommand();
            case "report" -> new ReportCommand();
            case "retire" -> new RetireCommand();
            case "export" -> new ExportCommand();
            case "run" -> new RunCommand();
            case "sites" -> new SitesCommand();
            case "subscribe" -> new SubscribeCommand();
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }

    /**
     * The command line, ready to execute. To read the options of every command and to open every jar in search of further ones takes
     * longer than many a command, so where the arguments begin with a command of this module there is that one alone.
     */
    public static CommandLine commandLine(String... arguments) {
        TilewatchCommand top = new TilewatchCommand();
        CommandLine line = new CommandLine(top);
        if (arguments.length > 0 && OWN.contains(arguments[0])) {
            add(line, own(arguments[0]));
        } else {
            OWN.forEach(name -> add(line, own(name)));
            furtherCommands().forEach(command -> add(line, command));
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Failures::wrongUsage);
        line.setExecutionExceptionHandler((failure, failed, parsed) -> Failures.failed(failure, failed, top.verbose));
        line.setExecutionStrategy(parsed -> {
            Logging.setUp(top.verbose);
            try {
                return new CommandLine.RunLast().execute(parsed);
            } catch (OutOfMemoryError full) {
                return Failures.outOfMemory(full, parsed, Runtime.getRuntime().maxMemory());
            }
        });
        CommandGroups.render(line);
        return line;
    }

    private static void add(CommandLine line, Object command) {
        CommandLine added = new CommandLine(command);
        added.getCommandSpec().mixinStandardHelpOptions(true);
        line.addSubcommand(added);
    }

    private static List<Object> furtherCommands() {
        List<Object> found = new ArrayList<>();
        ServiceLoader.load(CommandProvider.class).forEach(provider -> found.addAll(provider.commands()));
        return found;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }

    /** The list of commands in the help, in groups by what one wants to do. */
    private static final class CommandGroups {

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
}
