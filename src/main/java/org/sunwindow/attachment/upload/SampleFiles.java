package org.sunwindow.attachment.upload;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.sunwindow.http.ProblemException;
import org.sunwindow.publication.SampleContribution;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/**
 * The files that the sample records name. They are received like uploads, so the same checks apply.
 * {@code /sample/files/files.txt} lists them: a line has the name of a resource in the same directory, a space, and the
 * name of the file.
 */
@Singleton
class SampleFiles implements SampleContribution {

    private static final Logger LOG = Logger.getLogger(SampleFiles.class);
    private static final String FOLDER = "/sample/files/";
    private static final String LIST = FOLDER + "files.txt";

    private final Uploads uploads;

    SampleFiles(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public void load(Publisher publisher) throws IOException {
        var origin = new Origin(publisher, UUID.randomUUID());
        Map<String, String> names = names();
        int created = 0;
        for (Map.Entry<String, String> file : names.entrySet()) {
            try (InputStream bytes = SampleFiles.class.getResourceAsStream(FOLDER + file.getKey())) {
                if (bytes == null) {
                    throw new IOException("there is no sample file " + file.getKey());
                }
                created += uploads.receive(bytes, file.getValue(), origin).isNew() ? 1 : 0;
            } catch (ProblemException e) {
                throw new IOException("the sample file " + file.getKey() + " is refused", e);
            }
        }
        LOG.infof("sample data, attachment: %d files, %d created", names.size(), created);
    }

    /** Returns the names of the files by their resources; none if there are no sample files. */
    private static Map<String, String> names() throws IOException {
        try (InputStream list = SampleFiles.class.getResourceAsStream(LIST)) {
            var names = new LinkedHashMap<String, String>();
            if (list != null) {
                new String(list.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(line -> {
                            int space = line.indexOf(' ');
                            names.put(line.substring(0, space), line.substring(space + 1));
                        });
            }
            return names;
        }
    }
}
