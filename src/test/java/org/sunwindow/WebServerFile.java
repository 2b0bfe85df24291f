package org.sunwindow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The file for a web server in front of the service on one machine. */
public final class WebServerFile {

    static final Path FILE = Path.of("src/main/nginx/sunwindow.conf");

    private static final Pattern EXACT = Pattern.compile("location = (\\S+) \\{");
    private static final Pattern BELOW = Pattern.compile("location (/\\S+)/ \\{");

    private WebServerFile() {}

    public static String text() throws IOException {
        return Files.readString(FILE);
    }

    /** Returns the paths that are passed on, those with everything below them without the slash. */
    static List<String> paths() throws IOException {
        String text = text();
        return Stream.of(EXACT, BELOW)
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(path -> path.group(1))
                .toList();
    }
}
