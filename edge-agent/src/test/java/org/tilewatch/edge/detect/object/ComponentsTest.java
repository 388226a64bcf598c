package org.tilewatch.edge.detect.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentsTest {

    private final Components components = new Components();
    private int rows;

    @Test
    void pixelsThatTouchAtACornerAreOne() {
        find("""
            #...
            .#..
            ..##
            """);

        assertThat(areas()).containsExactly(4);
    }

    @Test
    void pixelsThatDoNotTouchAreCountedByTheirFirstPixel() {
        find("""
            ...##.#
            ......#
            #......
            """);

        assertThat(areas()).containsExactly(2, 2, 1);
        assertThat(runs()).containsExactly("0: 3-4 of 0", "0: 6-6 of 1", "1: 6-6 of 1", "2: 0-0 of 2");
    }

    @Test
    void armsThatMeetFurtherDownAreOne() {
        find("""
            #.#.#
            #.#.#
            #####
            """);

        assertThat(areas()).containsExactly(11);
    }

    @Test
    void aHoleIsFilled() {
        find("""
            .....
            .###.
            .#.#.
            .###.
            .....
            """);

        assertThat(areas()).containsExactly(9);
    }

    @Test
    void whatLiesInAHoleBelongsToWhatIsAround() {
        find("""
            #####
            #...#
            #.#.#
            #...#
            #####
            """);

        assertThat(areas()).containsExactly(25);
    }

    @Test
    void aDiagonalClosesAHole() {
        find("""
            .#.
            #.#
            .#.
            """);

        assertThat(areas()).containsExactly(5);
    }

    @Test
    void aBayThatIsOpenToTheRimIsNoHole() {
        find("""
            ####
            #..#
            #.##
            """);

        assertThat(areas()).containsExactly(9);
    }

    @Test
    void onlyWhatIsAboveTheLevelCountsAndBytesAreUnsigned() {
        byte[] levels = {100, 101, (byte) 200, (byte) 255, 99, 0};

        find(levels, 6, 1, 100);

        assertThat(runs()).containsExactly("0: 1-3 of 0");
    }

    @Test
    void aLevelAboveHalfOfTheRangeIsKeptToo() {
        byte[] levels = {(byte) 180, (byte) 181, 127, (byte) 128, 0, 0, 0, 0, (byte) 180};

        find(levels, 9, 1, 180);

        assertThat(runs()).containsExactly("0: 1-1 of 0");
    }

    @Test
    void aPixelFarAlongARowIsFoundWhereItLies() {
        byte[] levels = new byte[2 * 37];
        levels[21] = 3;
        levels[37 + 36] = 3;

        find(levels, 37, 2, 2);

        assertThat(runs()).containsExactly("0: 21-21 of 0", "1: 36-36 of 1");
    }

    @Test
    void moreRunsThanItBeganWithAreAllCounted() {
        byte[] levels = new byte[2 * 700];
        for (int i = 0; i < 700; i += 2) {
            levels[i] = 9;
        }

        find(levels, 700, 2, 1);

        assertThat(components.count()).isEqualTo(350);
        assertThat(areas()).containsOnly(1);
    }

    @Test
    void nothingOfTheImageBeforeIsLeft() {
        find("###\n###\n###\n");

        find("..\n.#\n");

        assertThat(areas()).containsExactly(1);
        assertThat(runs()).containsExactly("1: 1-1 of 0");
    }

    @Test
    void anEmptyImageHasNone() {
        find("...\n...\n");

        assertThat(components.count()).isZero();
    }

    private void find(String drawn) {
        List<String> lines = drawn.lines().toList();
        int columns = lines.getFirst().length();
        byte[] levels = new byte[lines.size() * columns];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) (lines.get(i / columns).charAt(i % columns) == '#' ? 6 : 5);
        }
        find(levels, columns, lines.size(), 5);
    }

    private void find(byte[] levels, int columns, int howManyRows, int least) {
        rows = howManyRows;
        components.find(levels, columns, rows, least);
    }

    private List<Integer> areas() {
        List<Integer> areas = new ArrayList<>();
        for (int component = 0; component < components.count(); component++) {
            areas.add(components.area(component));
        }
        return areas;
    }

    /** As 'row: first-last column of component'. */
    private List<String> runs() {
        List<String> runs = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int run = components.firstRun(row); run < components.firstRun(row + 1); run++) {
                runs.add("%d: %d-%d of %d"
                        .formatted(row, components.start(run), components.end(run) - 1, components.component(run)));
            }
        }
        return runs;
    }
}
