package org.tilewatch.edge.ingest.worker;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;

/**
 * Takes from this process, for good, what a decoder has no use for: the network, other programs and processes, and any change to
 * files. A picture that took the decoder over could otherwise send the station's keys away or delete its state, with the rights of the
 * agent's user. Done by the kernel (seccomp): a call that is refused fails with EPERM. Linux on x86_64 and aarch64; elsewhere the limits
 * of {@link WorkerProcess} have to do.
 */
/*
 * For the maintainer. A list of what is forbidden and not of what is allowed: which calls a JVM makes changes from version to version,
 * and one that is missing would end decoders out of nothing. The program is classic BPF over struct seccomp_data: number of the call at
 * 0, architecture at 4, arguments of 8 bytes from 16 on (see seccomp(2)). Threads may be made, processes not: fork and what else clone
 * can do would escape the guard, which counts the memory of one process. clone3, whose flags cannot be seen from here, is said not to
 * exist, upon which the C library takes clone. socketpair stays: Java's channels make one for themselves.
 */
final class Confinement {

    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    /** All threads of the process, also those that run already. */
    private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;

    private static final int ALLOW = 0x7fff_0000;
    private static final int REFUSE = 0x0005_0000 | 1; // EPERM
    private static final int NOT_THERE = 0x0005_0000 | 38; // ENOSYS

    private static final int LOAD = 0x20;
    private static final int IF_EQUAL = 0x15;
    private static final int IF_ANY_BIT = 0x45;
    private static final int IF_AT_LEAST = 0x35;
    private static final int RETURN = 0x06;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    /** Calls of x86_64 in its variant with short pointers have numbers from here on. */
    private static final int SHORT_POINTERS = 0x4000_0000;

    private static final int CLONE_THREAD = 0x1_0000;
    /** O_WRONLY, O_RDWR, O_CREAT, O_TRUNC. */
    private static final int OPENED_TO_WRITE = 0x243;

    /** The numbers of the calls that the confinement is about. */
    private record Calls(
            int architecture,
            int prctl,
            int seccomp,
            int open,
            int openat,
            int cloning,
            int tgkill,
            int prlimit,
            int[] forbidden) {}

    private static final int CLONE3 = 435; // on both

    private static final Calls X86_64 = new Calls(0xc000_003e, 157, 317, 2, 257, 56, 234, 302, new int[] {
        41,
        42,
        43,
        49,
        50,
        288, // socket, connect, accept, bind, listen, accept4
        57,
        58,
        59,
        322, // fork, vfork, execve, execveat
        62,
        129,
        200,
        297,
        424, // kill, rt_sigqueueinfo, tkill, rt_tgsigqueueinfo, pidfd_send_signal
        101,
        310,
        311,
        434,
        438, // ptrace, process_vm_readv, process_vm_writev, pidfd_open, pidfd_getfd
        76,
        77,
        82,
        83,
        84,
        85,
        86,
        87,
        88, // truncate, ftruncate, rename, mkdir, rmdir, creat, link, unlink, symlink
        90,
        91,
        92,
        93,
        94,
        133,
        132,
        235, // chmod, fchmod, chown, fchown, lchown, mknod, utime, utimes
        258,
        259,
        260,
        261,
        263,
        264,
        265,
        266,
        268,
        280, // mkdirat, mknodat, fchownat, futimesat, unlinkat, renameat,
        // linkat, symlinkat, fchmodat, utimensat
        285,
        304,
        316,
        437,
        452, // fallocate, open_by_handle_at, renameat2, openat2, fchmodat2
        188,
        189,
        190,
        197,
        198,
        199, // setxattr and removexattr
        155,
        161,
        165,
        166,
        272,
        308, // pivot_root, chroot, mount, umount2, unshare, setns
        248,
        249,
        250,
        298,
        321,
        323,
        425,
        426 // keys, perf_event_open, bpf, userfaultfd, io_uring
    });

    private static final Calls AARCH64 = new Calls(0xc000_00b7, 167, 277, -1, 56, 220, 131, 261, new int[] {
        198,
        200,
        201,
        202,
        203,
        242, // socket, bind, listen, accept, connect, accept4
        221,
        281, // execve, execveat
        129,
        130,
        138,
        240,
        424, // kill, tkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal
        117,
        270,
        271,
        434,
        438, // ptrace, process_vm_readv, process_vm_writev, pidfd_open, pidfd_getfd
        33,
        34,
        35,
        36,
        37,
        38,
        45,
        46,
        47, // mknodat, mkdirat, unlinkat, symlinkat, linkat, renameat, truncate,
        // ftruncate, fallocate
        52,
        53,
        54,
        55,
        88, // fchmod, fchmodat, fchownat, fchown, utimensat
        265,
        276,
        437,
        452, // open_by_handle_at, renameat2, openat2, fchmodat2
        5,
        6,
        7,
        14,
        15,
        16, // setxattr and removexattr
        39,
        40,
        41,
        51,
        97,
        268, // umount2, mount, pivot_root, chroot, unshare, setns
        217,
        218,
        219,
        241,
        280,
        282,
        425,
        426 // keys, perf_event_open, bpf, userfaultfd, io_uring
    });

    private final Arena arena;
    private final MemorySegment program;
    private int length;

    private Confinement(Arena arena, Calls calls) {
        this.arena = arena;
        program = arena.allocate(8L * 512, 8);
        write(calls);
    }

    /** Confines this process from here on, where the system can. */
    static void begin() {
        String machine = System.getProperty("os.arch");
        boolean linux =
                System.getProperty("os.name").equals("Linux") && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        if (linux && machine.equals("amd64")) {
            begin(X86_64);
        } else if (linux && machine.equals("aarch64")) {
            begin(AARCH64);
        }
    }

    /** A kernel without seccomp refuses the second call, and all is as it was. */
    private static void begin(Calls calls) {
        try (Arena arena = Arena.ofConfined()) {
            call(calls.prctl, PR_SET_NO_NEW_PRIVS, 1, MemorySegment.NULL);
            MemorySegment program = new Confinement(arena, calls).described();
            call(calls.seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, program);
        }
    }

    /** struct sock_fprog. */
    private MemorySegment described() {
        MemorySegment description = arena.allocate(16, 8);
        description.set(JAVA_SHORT, 0, (short) length);
        description.set(ADDRESS, 8, program);
        return description;
    }

    private void write(Calls calls) {
        add(LOAD, 0, 0, ARCHITECTURE);
        add(IF_EQUAL, 1, 0, calls.architecture);
        add(RETURN, 0, 0, REFUSE);
        add(LOAD, 0, 0, NUMBER);
        add(IF_AT_LEAST, 0, 1, SHORT_POINTERS);
        add(RETURN, 0, 0, REFUSE);
        for (int number : calls.forbidden) {
            add(IF_EQUAL, 0, 1, number);
            add(RETURN, 0, 0, REFUSE);
        }
        add(IF_EQUAL, 0, 1, CLONE3);
        add(RETURN, 0, 0, NOT_THERE);
        decidedBy(calls.open, 1, IF_ANY_BIT, OPENED_TO_WRITE, REFUSE, ALLOW);
        decidedBy(calls.openat, 2, IF_ANY_BIT, OPENED_TO_WRITE, REFUSE, ALLOW);
        decidedBy(calls.cloning, 0, IF_ANY_BIT, CLONE_THREAD, ALLOW, REFUSE);
        int own = (int) ProcessHandle.current().pid();
        decidedBy(calls.tgkill, 0, IF_EQUAL, own, ALLOW, REFUSE);
        decidedBy(calls.prlimit, 0, IF_EQUAL, 0, ALLOW, REFUSE);
        add(RETURN, 0, 0, ALLOW);
    }

    /** One call whose lower half of an argument says whether it is refused. */
    private void decidedBy(int number, int argument, int test, int value, int then, int otherwise) {
        add(IF_EQUAL, 0, 4, number);
        add(LOAD, 0, 0, 16 + 8 * argument);
        add(test, 0, 1, value);
        add(RETURN, 0, 0, then);
        add(RETURN, 0, 0, otherwise);
    }

    /** struct sock_filter. */
    private void add(int code, int ifTrue, int ifFalse, int value) {
        long at = 8L * length++;
        program.set(JAVA_SHORT, at, (short) code);
        program.set(JAVA_BYTE, at + 2, (byte) ifTrue);
        program.set(JAVA_BYTE, at + 3, (byte) ifFalse);
        program.set(JAVA_INT, at + 4, value);
    }

    private static void call(int number, long first, long second, MemorySegment third) {
        Linker linker = Linker.nativeLinker();
        MethodHandle syscall = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
        try {
            long _ = (long) syscall.invokeExact((long) number, first, second, third, 0L, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException("no system call can be made", e);
        }
    }
}
