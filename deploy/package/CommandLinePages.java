import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.tilewatch.edge.TilewatchCommand;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the manual page and the shells' completions as the command line describes itself: {@code CommandLinePages FOLDER}. */
final class CommandLinePages {

    private static final String ZSH = """
            #compdef tilewatch
            # The completion of bash, as zsh runs it.
            autoload -Uz +X compinit bashcompinit
            bashcompinit
            source /usr/share/bash-completion/completions/tilewatch
            _bash_complete -o default -F _complete_tilewatch
            """;

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        CommandLine line = TilewatchCommand.commandLine();
        Files.writeString(folder.resolve("tilewatch.1"), page(line));
        Files.writeString(folder.resolve("tilewatch.bash"), AutoComplete.bash("tilewatch", line));
        Files.writeString(folder.resolve("_tilewatch"), ZSH);
    }

    private static String page(CommandLine line) {
        CommandSpec top = line.getCommandSpec();
        StringBuilder page = new StringBuilder();
        page.append(".TH TILEWATCH 1 \"\" \"").append(text(top.version()[0])).append("\"\n");
        page.append(".SH NAME\ntilewatch \\- ").append(lowered(text(top.usageMessage().header()))).append('\n');
        page.append(".SH SYNOPSIS\n.B tilewatch\n[\\fIOPTION\\fR...] \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n");
        page.append(".SH DESCRIPTION\n").append(text(top.usageMessage().description())).append('\n');
        page.append(".SH OPTIONS\nOf every command:\n");
        arguments(page, top);
        page.append(".SH COMMANDS\n");
        line.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .forEach(command -> command(page, command));
        page.append(".SH EXIT STATUS\n0 done; 1 failed while working, one line on stderr; 2 wrong usage or configuration, all problems at once.\n");
        page.append("""
                .SH FILES
                .TP
                /etc/tilewatch/station.yaml
                the station's configuration
                .TP
                /var/lib/tilewatch
                inbox and state
                .TP
                /usr/share/tilewatch
                samples, schemas, and what a broker needs
                .TP
                /usr/share/doc/tilewatch/INTERFACES.md.gz
                every key, topic, file format and condition
                """);
        return page.append(".SH SEE ALSO\n.BR systemctl (1),\n.BR mosquitto (8),\n.BR gpioinfo (1)\n").toString();
    }

    private static void command(StringBuilder page, CommandSpec command) {
        page.append(".SS ").append(synopsis(command)).append('\n');
        String description = text(command.usageMessage().description());
        page.append(text(command.usageMessage().header())).append(description.isEmpty() ? "" : "\n" + description).append('\n');
        arguments(page, command);
        command.subcommands().values().forEach(below -> command(page, below.getCommandSpec()));
    }

    private static String synopsis(CommandSpec command) {
        String words = new Help(command, Help.defaultColorScheme(Ansi.OFF)).synopsis(0);
        return escaped(words.replaceFirst("\\[-hvV\\] ?", "").replaceAll("\\s+", " ").strip());
    }

    private static void arguments(StringBuilder page, CommandSpec command) {
        for (ArgSpec each : command.args()) {
            if (each.hidden() || each.inherited() || isHelp(each) && command.parent() != null) {
                continue;
            }
            page.append(".TP\n\\fB");
            page.append(each instanceof OptionSpec option ? escaped(String.join(", ", option.names())) : "");
            page.append("\\fR").append(each instanceof OptionSpec && each.arity().max() > 0 ? " " : "");
            page.append(each.arity().max() > 0 ? "\\fI" + escaped(label(each)) + "\\fR" : "").append('\n');
            page.append(text(each.description())).append('\n');
        }
    }

    private static boolean isHelp(ArgSpec each) {
        return each instanceof OptionSpec option && List.of("--help", "--version").contains(option.longestName());
    }

    private static String label(ArgSpec each) {
        return each.paramLabel().replaceAll("[<>]", "");
    }

    /** Lines as picocli keeps them: with {@code %n} for breaks, {@code @|bold ...|@} for styles. */
    private static String text(String... lines) {
        String plain = Ansi.OFF.string(String.join(" ", Arrays.asList(lines)).replace("%n", " ").replace("%%", "%"));
        return escaped(plain.replace("${COMPLETION-CANDIDATES}", "see --help").replaceAll("\\s+", " ").strip());
    }

    private static String lowered(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1).replaceAll("\\.$", "");
    }

    /** A point or quote at the beginning of a line would be a command to troff. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("^([.'])", "\\\\&$1");
    }
}
