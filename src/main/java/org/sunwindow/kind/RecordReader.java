package org.sunwindow.kind;

import java.nio.charset.StandardCharsets;
import org.sunwindow.json.StrictJson;
import org.sunwindow.place.Coordinates;
import org.sunwindow.place.Location;

/** Reads stored records and converts their coordinates. */
public final class RecordReader {

    /** Coordinate system of the index, and of responses by default. */
    public static final Coordinates.System STANDARD = Coordinates.System.GCJ02;

    private final StrictJson json;

    public RecordReader(StrictJson json) {
        this.json = json;
    }

    public <R> R read(Kind<R> kind, String record, Coordinates.System system) {
        R stored = json.readStored(record, kind.type());
        Location location = kind.fields().location(stored);
        return location == null || location.system() == system
                ? stored
                : json.with(location.in(system).components(), stored, kind.type());
    }

    public <R> R read(Kind<R> kind, byte[] record, Coordinates.System system) {
        return read(kind, new String(record, StandardCharsets.UTF_8), system);
    }

    /** Converts the JSON of an indexed record or list item to another system. */
    public <R> byte[] convert(Kind<R> kind, byte[] record, Coordinates.System system) {
        return system == STANDARD ? record : json.writeBytes(read(kind, record, system));
    }
}
