package org.sunwindow.publication;

import java.io.IOException;
import org.sunwindow.publisher.Publisher;

/** Sample data that is not part of import lines, such as files. Implementations are found by injection. */
public interface SampleContribution {

    /**
     * Stores it, before any record is imported. Storing it again changes nothing.
     *
     * @param publisher owns the sample data
     */
    void load(Publisher publisher) throws IOException;
}
