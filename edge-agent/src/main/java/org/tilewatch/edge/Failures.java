package org.tilewatch.edge;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.config.document.WrongConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user is told when a command fails, and the exit code that goes with it. */
final class Failures {

    private Failures() {}

    /** The arguments are wrong: says why, names what is near, points to the help. */
    static int wrongUsage(ParameterException wrong, String[] arguments) {
        CommandLine line = wrong.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("tilewatch: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** A command threw: all problems of a configuration, else one line (and where it happened, if asked for). */
    static int failed(Exception failure, CommandLine line, boolean verbose) {
        PrintWriter err = line.getErr();
        if (failure instanceof WrongConfiguration wrong) {
            wrong.problems().forEach(err::println);
            return CommandLine.ExitCode.USAGE;
        }
        err.println("tilewatch: " + line.getCommandName() + " failed: " + told(failure));
        if (verbose) {
            failure.printStackTrace(err);
        } else {
            err.println("(--verbose tells where)");
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /**
     * The JVM's memory was too small for a command: names the option that gives it the next power of two that is at least double.
     *
     * @param limitBytes what the JVM says it may use, which is some percent below what it was given
     */
    static int outOfMemory(OutOfMemoryError full, ParseResult parsed, long limitBytes) {
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        CommandLine line = parsed.commandSpec().commandLine();
        long mebibytes = limitBytes >> 20;
        line.getErr()
                .printf(
                        "tilewatch: %s failed: out of memory (%s) at about %d MiB;"
                                + " give it more, for instance by TILEWATCH_JAVA_OPTS=-Xmx%dm%n",
                        line.getCommandName(),
                        full.getMessage(),
                        mebibytes,
                        4 * Long.highestOneBit(Math.max(1, mebibytes - 1)));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String told(Exception failure) {
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": " + fault(file);
        }
        @Nullable String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        return (message == null || message.isBlank() ? kind : kind + ": " + message).replaceAll("\\s*\\R\\s*", "; ");
    }

    /** What the system says by the kind of the exception alone. */
    private static String fault(FileSystemException file) {
        return switch (file) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "this user has no right to it";
            case FileAlreadyExistsException _ -> "is there already";
            default -> file.getClass().getSimpleName();
        };
    }
}
