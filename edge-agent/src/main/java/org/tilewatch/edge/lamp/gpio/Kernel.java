package org.tilewatch.edge.lamp.gpio;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The system calls that the GPIO character device needs; the outermost edge of this program. Results follow the kernel's own
 * convention: zero or more for success, the negative error number otherwise.
 */
public interface Kernel {

    /** Paths of the GPIO chips of this machine, in order of name; empty where there are none. */
    List<String> chipPaths();

    /** Opens a device for reading and writing; the file descriptor or the negative error number. */
    int open(String path);

    /** One {@code ioctl}; the argument is read and written in place. */
    int ioctl(int fileDescriptor, long request, MemorySegment argument);

    /** Waits until the file can be read: 1 if so, 0 if the time is over, or the negative error number. */
    int pollReadable(int fileDescriptor, int timeoutMillis);

    /** Reads at most the segment's size; the number of bytes or the negative error number. */
    long read(int fileDescriptor, MemorySegment into);

    /** Closes the file; a line request gives its lines back with it. */
    int close(int fileDescriptor);

    /** The system's own words for an error number, for example {@code Permission denied}. */
    String errorText(int errorNumber);
}
