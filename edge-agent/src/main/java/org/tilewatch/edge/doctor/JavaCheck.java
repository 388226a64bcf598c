package org.tilewatch.edge.doctor;

/** The Java runtime that runs this program: at least 25. */
public final class JavaCheck implements Check {

    private static final int NEEDED = 25;
    private static final String NAME = "jdk";

    private final Runtime.Version version;

    /** Looks at the running virtual machine. */
    public JavaCheck() {
        this(Runtime.version());
    }

    JavaCheck(Runtime.Version version) {
        this.version = version;
    }

    @Override
    public Finding run() {
        String found = version + ", " + System.getProperty("java.vm.name") + " of " + System.getProperty("java.vendor")
                + ", " + System.getProperty("os.arch");
        return version.feature() >= NEEDED
                ? Finding.ok(NAME, found)
                : Finding.fail(NAME, found + " is too old: install a JDK " + NEEDED + " or newer.");
    }
}
