package org.tilewatch.edge.doctor;

/** One thing to look at on this machine. Takes seconds at most, and changes nothing that stays. */
@FunctionalInterface
public interface Check {

    /** Looks and tells; what is wrong with the machine is a finding, never an exception. */
    Finding run();
}
