package org.sunwindow.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sunwindow.Instance;
import org.sunwindow.LocalDatabase;

/** Instances for which a directory may be read-only, unlike for root, who may write to all. */
final class Unprivileged {

    private static final String NOBODY = "65534";

    private Unprivileged() {}

    /**
     * Returns an instance that runs as another user if the test runs as root.
     *
     * @param home directory that does not exist, in one that other users may enter
     */
    static Instance instance(Path home, LocalDatabase database, Map<String, String> more) throws IOException {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        }
        command.addAll(Instance.jar("256m"));
        for (Path directory : List.of(home.getParent(), Files.createDirectory(home))) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        return new Instance(home, database, command, more);
    }

    /** Sets the rights to a directory and all in it. */
    static void permit(Path root, String rights) throws IOException {
        try (Stream<Path> places = Files.walk(root)) {
            for (Path directory : places.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(rights));
            }
        }
    }
}
