package org.tilewatch.calibration.landscape;

/** Where the things stand that events are about, in metres of the plan (y downwards). */
public final class Plan {

    /** Stands from the first look on. */
    public static final Place OLD_HALL = new Place(116, 170, 44, 21, 0);

    /** 1.66 times the floor of the old hall beside it. */
    public static final Place NEW_HALL = new Place(112, 139, 58, 26.5, 0);

    /** The ground that is stripped for the new hall. */
    public static final Place CLEARED = NEW_HALL.grown(2.5);

    public static final Place LOADING_YARD = new Place(160, 236, 124, 34, 0);
    /** The part of the loading yard that gets a roof. */
    public static final Place LOADING_ROOF = new Place(134, 238, 46, 19, 0);

    static final Place FRAME_BUILDING = new Place(226, 198, 26, 20, 0);

    /** From counterweight to the jib's tip; the mast stands 10 m from the counterweight's end. */
    public static final Place CRANE_JIB = new Place(222, 169.4, 54, 3, -50);

    /** Stands beside the frame of a new building. */
    public static final Crane CRANE = new Crane(208, 186, 34, CRANE_JIB);

    static final int WAGONS = 11;
    static final double FIRST_WAGON_X = 98;
    static final double WAGON_LENGTH = 14.2;
    static final double WAGON_STEP = 15.5;

    /** The middle of the siding that wagons stand on, south of the loading yard. */
    public static final double SIDING_Y = Ground.SIDING_Y;

    private Plan() {}

    /** The stretch of rail on which the freight train stands. */
    public static Place train() {
        double length = (WAGONS - 1) * WAGON_STEP + WAGON_LENGTH;
        return new Place(FIRST_WAGON_X + (WAGONS - 1) * WAGON_STEP / 2, Ground.SIDING_Y, length, 3.1, 0);
    }
}
