package org.sunwindow.imports.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.imports.format.FileFormat;

/** Settings of the sources that are followed, under the prefix {@code sunwindow.sources}. */
@ConfigMapping(prefix = "sunwindow.sources")
public interface SourceSettings {

    /** The sources, by name. */
    @WithParentName
    Map<String, Source> sources();

    /**
     * Hosts that may be fetched from, redirects included, in the form {@code [http://]name[:port][@network]}. Without
     * {@code http://}, only https is allowed; without a port, only the usual one. All addresses of a host must be
     * public, or in the network, such as {@code cms.local:8080@10.1.2.0/24}.
     */
    Optional<List<String>> allowedHosts();

    /**
     * Hosts from which files are fetched that records name by their addresses, in the form of {@link #allowedHosts}. By
     * default none: every publisher may name any address of these hosts, so that a host with other content than files
     * for the public must not be among them.
     */
    Optional<List<String>> fileHosts();

    /** Longest file that a record names by its address, in bytes, as it is sent. */
    @WithDefault("52428800")
    long fileMaxBytes();

    /** Longest time in which such a file is fetched, redirects included. */
    @WithDefault("30s")
    Duration fileTimeout();

    /** A file of certificates in PEM that are trusted in place of the usual authorities. */
    Optional<Path> certificates();

    /** Longest file in bytes, as it is sent. */
    @WithDefault("268435456")
    long maxBytes();

    /** Longest time of a fetch, redirects included. */
    @WithDefault("5m")
    Duration timeout();

    /** An instance without a sign of life for this long is considered dead, and another one fetches the source. */
    @WithDefault("5m")
    Duration lease();

    /** What a file is. */
    enum Mode {
        /** New and changed records. */
        DELTA,
        /** All records that the publisher has of the kind. */
        SNAPSHOT
    }

    /** A file, or an address that answers with one. */
    interface Source {

        /** Where it is fetched; its host must be one of {@link #allowedHosts}. */
        String url();

        /** The kind of its records. */
        String kind();

        /** In whose name they are imported. */
        String publisher();

        /** Time between two fetches; at least a minute. */
        @WithDefault("1h")
        Duration every();

        /** Whether the file has all records of the publisher, so that the others are withdrawn. Not for cases and days. */
        @WithDefault("DELTA")
        Mode mode();

        /** Most records of the publisher that a snapshot may lack, in percent; of more, none is withdrawn. */
        @WithDefault("10")
        int maxMissing();

        /** By default what the end of the path or the media type stands for. */
        Optional<FileFormat> format();
    }
}
