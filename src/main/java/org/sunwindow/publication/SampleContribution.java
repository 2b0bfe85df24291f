package org.sunwindow.publication;

import java.io.IOException;
import org.sunwindow.publisher.Publisher;

/** Sample data that no line of an import holds, such as files. Implementations are found by injection. */
public interface SampleContribution {

    /**
     * Stores it, before any record is imported. Storing it again changes nothing.
     *
     * @param publisher owns the sample data
     */
    void load(Publisher publisher) throws IOException;
}
