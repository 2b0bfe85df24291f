package org.sunwindow.kind;

import jakarta.inject.Singleton;
import java.util.List;
import org.sunwindow.publication.InnerFiles;

/** The kinds that declare {@link Fields#innerFiles}. */
@Singleton
class KindsWithInnerFiles implements InnerFiles {

    private final List<String> names;

    KindsWithInnerFiles(Kinds kinds) {
        this.names = kinds.all().stream()
                .filter(kind -> !kind.fields().innerFiles().isEmpty())
                .map(Kind::name)
                .toList();
    }

    @Override
    public List<String> kinds() {
        return names;
    }
}
