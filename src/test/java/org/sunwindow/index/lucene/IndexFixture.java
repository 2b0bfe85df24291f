package org.sunwindow.index.lucene;

import jakarta.validation.Validation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.Settings;
import org.sunwindow.TestSettings;
import org.sunwindow.index.RetractionsFixture;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.language.VocabularySource;

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

    public static StrictJson json() {
        return new StrictJson(
                settings(Path.of("unused")),
                Validation.buildDefaultValidatorFactory().getValidator());
    }

    static LuceneIndex index(Path directory) {
        Settings settings = settings(directory);
        var index = new LuceneIndex(settings, divisions(), json(), new VocabularySource(settings));
        index.hide(RetractionsFixture.NONE);
        return index;
    }

    /** A kind with a name and a code. */
    static Kinds divisions() {
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
                            Field.text("name", Named::name).searchedAs(Field.Role.TITLE),
                            Field.text("code", Named::code).identifier()),
                    null);
        }

        @Override
        public Admission<Named> admit(Named record) {
            throw new IllegalStateException("this kind is not imported");
        }
    }
}
