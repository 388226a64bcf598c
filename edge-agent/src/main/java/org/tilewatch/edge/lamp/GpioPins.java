package org.tilewatch.edge.lamp;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which line of which chip each lamp hangs on. A line is given by its offset ({@code 17}) or its name ({@code GPIO17}).
 *
 * @param chip name ({@code gpiochip0}), path ({@code /dev/gpiochip0}) or label ({@code pinctrl-rp1}) of the chip
 * @param outputs the lamps that are there, each on a line of its own; at least one
 * @param silence the line of the button that quiets lamp and buzzer, if there is one: closes to ground
 */
public record GpioPins(String chip, Map<Lamp, String> outputs, Optional<String> silence) {

    public GpioPins {
        outputs = Map.copyOf(outputs);
        if (chip.isBlank() || outputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "lamps need a chip and at least one output: chip '" + chip + "', outputs " + outputs);
        }
        Set<String> taken = new HashSet<>(outputs.values());
        if (taken.size() < outputs.size() || silence.map(taken::contains).orElse(false)) {
            throw new IllegalArgumentException("each lamp and the button need a line of their own: " + outputs
                    + silence.map(line -> ", silence " + line).orElse(""));
        }
    }
}
