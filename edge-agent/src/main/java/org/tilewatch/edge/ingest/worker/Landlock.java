package org.tilewatch.edge.ingest.worker;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;

/**
 * Takes the file system, but for some folders, from the calling thread and from all that it starts, for good. Done by the kernel
 * (Landlock, Linux 5.13): what is refused fails with EACCES, and no process outside can be looked into through {@code /proc}.
 *
 * <p>What is named is held as it is now: a folder that comes under the same name later is another one.
 */
final class Landlock {

    private static final int CREATE_RULESET = 444;
    private static final int ADD_RULE = 445;
    private static final int RESTRICT_SELF = 446;
    private static final int VERSION = 1;
    private static final int PATH_BENEATH = 1;

    private static final int EXECUTE = 1;
    private static final int WRITE_FILE = 1 << 1;
    private static final int READ_FILE = 1 << 2;
    private static final int READ_DIR = 1 << 3;
    /** All that the first version knows: the above, removing, and making whatever can be made. */
    private static final int EVERYTHING = 0x1fff;

    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int O_PATH_CLOEXEC = 0x28_0000;

    private final Arena arena;
    private final long rules;

    private Landlock(Arena arena) {
        this.arena = arena;
        MemorySegment handled = arena.allocate(JAVA_LONG);
        handled.set(JAVA_LONG, 0, EVERYTHING);
        rules = system(CREATE_RULESET, handled.address(), handled.byteSize(), 0);
    }

    /** Whether this kernel can. */
    static boolean isThere() {
        return System.getProperty("os.name").equals("Linux") && system(CREATE_RULESET, 0, 0, VERSION) > 0;
    }

    /**
     * Leaves the calling thread these files, and what lies in these folders; what does not exist is left out.
     *
     * @param programs may be run and read
     * @param readable may be read
     * @param writable may be read and written; nothing can be made there
     * @return whether the kernel did so; if not, all is as it was
     */
    static boolean restrict(Collection<Path> programs, Collection<Path> readable, Collection<Path> writable) {
        try (Arena arena = Arena.ofConfined()) {
            Landlock landlock = new Landlock(arena);
            if (landlock.rules < 0) {
                return false;
            }
            landlock.allow(programs, EXECUTE | READ_FILE | READ_DIR);
            landlock.allow(readable, READ_FILE | READ_DIR);
            landlock.allow(writable, READ_FILE | READ_DIR | WRITE_FILE);
            return landlock.enforce();
        }
    }

    private void allow(Collection<Path> paths, int access) {
        for (Path path : paths) {
            long opened = library("open", 2, arena.allocateFrom(path.toString()).address(), O_PATH_CLOEXEC);
            if (opened >= 0) {
                // struct landlock_path_beneath_attr, packed
                MemorySegment rule = arena.allocate(12);
                rule.set(JAVA_LONG_UNALIGNED, 0, Files.isDirectory(path) ? access : access & ~READ_DIR);
                rule.set(JAVA_INT_UNALIGNED, 8, (int) opened);
                system(ADD_RULE, rules, PATH_BENEATH, rule.address());
                library("close", 1, opened);
            }
        }
    }

    private boolean enforce() {
        library("prctl", 1, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        boolean done = system(RESTRICT_SELF, rules, 0, 0) == 0;
        library("close", 1, rules);
        return done;
    }

    private static long system(long number, long first, long second, long third) {
        return library("syscall", 1, number, first, second, third, 0);
    }

    /** A function of the C library, of which so many arguments are fixed; each may be given in 64 bits. */
    private static int library(String name, int fixed, long... arguments) {
        Linker linker = Linker.nativeLinker();
        MemoryLayout[] types = Collections.nCopies(arguments.length, JAVA_LONG).toArray(MemoryLayout[]::new);
        MethodHandle function = linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_LONG, types),
                Linker.Option.firstVariadicArg(fixed));
        try {
            return (int)
                    (long) function.asSpreader(long[].class, arguments.length).invokeExact(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("the C library's " + name + " cannot be called", e);
        }
    }
}
