package org.sunwindow.caller;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;
import org.sunwindow.StartupGuard;

/**
 * The callers of the settings and of the caller file, which is read again within seconds of a change. A file that cannot
 * be used is reported once, and the callers before it stay valid; the service does not start with one. Thread-safe.
 */
@ApplicationScoped
public class CallerRegistry implements StartupCheck {

    private static final Logger LOG = Logger.getLogger(CallerRegistry.class);

    /** Bounds how long a withdrawn secret stays valid. */
    private static final String INTERVAL = "5s";

    private final Map<String, RegisteredCaller> configured = new HashMap<>();
    private final Path file;
    private final Set<String> schemes;
    private final Set<String> publishers;
    private volatile KnownCallers current;

    /** Modification time and size of the file when it was last read; the time is {@code null} after an I/O error. */
    private FileTime modified;

    private long size;
    private String lastError = "";

    public CallerRegistry(CallerSettings settings, Settings general) {
        settings.callers().forEach((name, declared) -> configured.put(name, RegisteredCaller.of(name, declared)));
        file = settings.callerFile().orElse(null);
        schemes = settings.signing().schemes().keySet();
        publishers = general.publishers().keySet();
        current = new KnownCallers(configured);
        refresh();
    }

    KnownCallers current() {
        return current;
    }

    /** Returns the names of the callers with a scope, at present. */
    public Set<String> with(Scope scope) {
        return current.with(scope);
    }

    /** Reads the file again if it has changed. */
    @Scheduled(every = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    synchronized void refresh() {
        if (file == null) {
            return;
        }
        try {
            FileTime time = Files.getLastModifiedTime(file);
            long length = Files.size(file);
            if (time.equals(modified) && length == size) {
                return;
            }
            modified = time;
            size = length;
            current = checked(new KnownCallers(merged(CallerFile.read(file))));
            lastError = "";
            LOG.infof("callers read from %s", file);
        } catch (IOException | IllegalArgumentException e) {
            if (e instanceof IOException) {
                modified = null;
            }
            if (!e.toString().equals(lastError)) {
                lastError = e.toString();
                LOG.errorf("callers of %s are not used: %s", file, lastError);
            }
        }
    }

    private Map<String, RegisteredCaller> merged(Map<String, RegisteredCaller> read) {
        var all = new HashMap<>(configured);
        read.forEach((name, caller) -> {
            if (all.put(name, caller) != null) {
                throw new IllegalArgumentException("caller %s is in the settings as well".formatted(name));
            }
        });
        return all;
    }

    private KnownCallers checked(KnownCallers read) {
        var wrong = new ArrayList<>(read.contradictions(schemes, publishers));
        if (StartupGuard.isProduction()) {
            wrong.addAll(read.weaknesses());
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
        return read;
    }

    @Override
    public synchronized List<String> contradictions() {
        var wrong = new ArrayList<>(current.contradictions(schemes, publishers));
        if (!lastError.isEmpty()) {
            wrong.add("sunwindow.caller-file: " + lastError);
        }
        return wrong;
    }

    @Override
    public List<String> unfitForProduction() {
        return current.weaknesses();
    }
}
