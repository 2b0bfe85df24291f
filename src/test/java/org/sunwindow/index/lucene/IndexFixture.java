package org.sunwindow.index.lucene;

import jakarta.validation.Validation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sunwindow.Settings;
import org.sunwindow.TestSettings;
import org.sunwindow.index.RetractionsFixture;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.Role;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.LogPosition;

/** Creates an index without an application. */
public final class IndexFixture {

    private IndexFixture() {}

    public static Settings settings(Path index) {
        return settings(Map.of(), index);
    }

    public static Settings settings(Path index, Path vocabulary) {
        return settings(Map.of("sunwindow.search.vocabulary", vocabulary.toString()), index);
    }

    private static Settings settings(Map<String, String> more, Path index) {
        var changed = new HashMap<>(more);
        changed.put("sunwindow.index.directory", index.toString());
        return TestSettings.general(changed);
    }

    private static final StrictJson JSON = new StrictJson(
            settings(Path.of("unused")),
            Validation.buildDefaultValidatorFactory().getValidator());

    public static StrictJson json() {
        return JSON;
    }

    /** Returns a closed index whose only kind has a name and a code. */
    public static SearchIndex divisionIndex(Path directory) {
        return index(directory);
    }

    static LuceneIndex index(Path directory) {
        return index(directory, divisions());
    }

    private static LuceneIndex index(Path directory, Kinds kinds) {
        Settings settings = settings(directory);
        var index = new LuceneIndex(settings, kinds, json(), new VocabularySource(settings));
        index.hide(RetractionsFixture.NONE);
        return index;
    }

    /** Opens an index with records of any kind. */
    public static SearchIndex filled(Path directory, Kinds kinds, List<Change> changes) throws IOException {
        LuceneIndex index = index(directory, kinds);
        index.open();
        index.apply(index.prepare(changes), new LogPosition(new UUID(0, 1), changes.size(), Instant.EPOCH));
        index.publish();
        return index;
    }

    /** Returns the change by which a line of an import would be published. */
    public static <R> Change change(Kind<R> kind, String line, long revision, Instant now, String owner) {
        var admitted = (Admission.Admitted<R>) kind.admit(json().readStored(line, kind.type()));
        var envelope = admitted.envelope();
        return new Change(
                        kind.name(),
                        envelope.identity().key(),
                        revision,
                        now,
                        new String(json().writeBytes(admitted.record()), StandardCharsets.UTF_8),
                        envelope.visibleFrom(),
                        envelope.visibleUntil(),
                        null)
                .ownedBy(new Change.Owner(owner, envelope.division()));
    }

    /** A kind with a name and a code. */
    public static Kinds divisions() {
        return new Kinds(List.of(new NamedKind()), settings(Path.of("unused")));
    }

    record Named(String code, String name) {}

    private static final class NamedKind extends Kind<Named> {

        NamedKind() {
            super(
                    "division",
                    "区划",
                    Named.class,
                    Fields.of(
                            Field.text("name", Named::name).searchedAs(Role.TITLE),
                            Field.text("code", Named::code).identifier()),
                    null);
        }

        @Override
        public Admission<Named> admit(Named record) {
            throw new IllegalStateException("this kind is not imported");
        }
    }
}
