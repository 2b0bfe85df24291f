package org.sunwindow.imports.source;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.sunwindow.imports.format.GzippedLines;
import org.sunwindow.imports.format.LinkedFiles;
import org.sunwindow.imports.source.FetchException.Reason;
import org.sunwindow.outbound.AllowedHosts;

/** Fetches the files that records name by their addresses, from {@link SourceSettings#fileHosts}. */
@ApplicationScoped
public class SourceFiles implements LinkedFiles {

    /** Files that are fetched at the same time: each has a temporary file. */
    private static final int CONCURRENT = 4;

    private final AllowedHosts hosts;
    private final Fetcher fetcher;
    private final Semaphore places = new Semaphore(CONCURRENT, true);

    @Inject
    SourceFiles(SourceSettings settings, Vertx vertx, Clock clock) {
        this(
                settings,
                vertx,
                new AllowedHosts(settings.fileHosts().orElse(List.of()), InetAddress::getAllByName),
                clock);
    }

    SourceFiles(SourceSettings settings, Vertx vertx, AllowedHosts hosts, Clock clock) {
        this.hosts = hosts;
        var limits = new Fetcher.Limits(settings.fileMaxBytes(), settings.fileTimeout());
        this.fetcher = new Fetcher(vertx, hosts, settings.certificates(), limits, clock);
    }

    void stop(@Observes ShutdownEvent event) {
        fetcher.close();
    }

    @Override
    public boolean isListed(String address) {
        return hosts.isListed(address);
    }

    @Override
    public Linked fetch(URI address) throws NotFetchedException, IOException, InterruptedException {
        places.acquire();
        try {
            Fetched fetched = fetcher.fetch(address.toString(), Validators.NONE).orElseThrow();
            return new Linked() {
                @Override
                public InputStream content() throws IOException {
                    InputStream in = Files.newInputStream(fetched.file());
                    return fetched.isGzipped() ? GzippedLines.owning(in) : in;
                }

                @Override
                public void close() throws IOException {
                    fetched.close();
                }
            };
        } catch (FetchException e) {
            throw new NotFetchedException(e.getMessage(), isOfHost(e.reason()));
        } finally {
            places.release();
        }
    }

    private static boolean isOfHost(Reason reason) {
        return switch (reason) {
            case UNREACHABLE, TIMEOUT, CERTIFICATE, ADDRESS_FORBIDDEN -> true;
            case STATUS, REDIRECT, TOO_LARGE, LENGTH_UNKNOWN, FORMAT, FILE, STORE -> false;
        };
    }
}
