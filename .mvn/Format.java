import com.palantir.javaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the formatter over every source file: {@code check} fails on the first difference, {@code write} mends. */
final class Format {

    public static void main(String[] arguments) throws Exception {
        boolean write = arguments[0].equals("write");
        List<String> options = new ArrayList<>(List.of("--palantir"));
        options.addAll(write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
        options.addAll(sources());
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        int status = new Main(out, new PrintWriter(System.err, true, StandardCharsets.UTF_8), System.in)
                .format(options.toArray(new String[0]));
        out.flush();
        if (status != 0) {
            System.err.println("These files are not formatted. Mend them with: mvn validate -Dformat.mode=write");
        }
        System.exit(status);
    }

    private static List<String> sources() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : List.of("edge-agent", "calibration")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src"))) {
                files.map(Path::toString)
                        .filter(name -> name.endsWith(".java"))
                        .sorted()
                        .forEach(found::add);
            }
        }
        return found;
    }
}
