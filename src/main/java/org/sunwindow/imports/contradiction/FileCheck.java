package org.sunwindow.imports.contradiction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.sunwindow.imports.contradiction.Contradiction.Code;
import org.sunwindow.index.Records.Stored;
import org.sunwindow.json.RecordFields;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.ListedFile;
import org.sunwindow.publication.StoredFile;

/** Reports files that a record names by their hashes and that are not there: never uploaded, or withdrawn since. */
final class FileCheck {

    private FileCheck() {}

    static void of(Stored record, Kind<?> kind, ObjectNode tree, List<Contradiction> found) {
        for (ListedFile listed : ListedFile.in(tree, kind.fields().files())) {
            String hash = listed.file().path("hash").asText("");
            // the index has given an address to a file that is there
            String address = listed.file().path("url").asText("");
            if (!hash.isEmpty() && !address.startsWith(StoredFile.address(hash))) {
                String label = RecordFields.label(kind.type(), listed.path());
                found.add(Contradiction.of(
                        record,
                        Code.FILE_ABSENT,
                        listed.path() + ".hash",
                        "%s“%s”的文件还没有收到，或者已经撤下，不能下载；请上传这个文件，不再提供的请从记录中删去。"
                                .formatted(
                                        Objects.requireNonNullElse(label, "附件"),
                                        listed.file().path("name").asText("")),
                        null));
            }
        }
    }
}
