package org.sunwindow.read;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/**
 * The kinds of an application that is being built, found in the index of its classes. There are no beans at that time,
 * so each kind is created by its constructor.
 */
final class DeclaredKinds {

    private static final DotName RESOURCE = DotName.createSimple(PublicationResource.class);
    private static final DotName BEAN = DotName.createSimple(Singleton.class);
    private static final DotName PATH = DotName.createSimple(Path.class);
    private static final DotName SCHEMA = DotName.createSimple(Schema.class);
    private static final DotName IMPORT_KIND = DotName.createSimple("org.sunwindow.imports.target.ImportKind");

    private final Map<String, Kind<?>> byPath = new LinkedHashMap<>();
    private final Map<String, OtherImport> otherImports = new LinkedHashMap<>();

    /**
     * An import of something that is not published.
     *
     * @param label Chinese name
     * @param line  name of the schema of its lines
     */
    record OtherImport(String label, String line) {}

    DeclaredKinds(IndexView index) {
        var byType = new LinkedHashMap<String, Kind<?>>();
        index.getAllKnownSubclasses(Kind.class).stream()
                .filter(kind -> kind.hasDeclaredAnnotation(BEAN))
                .map(DeclaredKinds::create)
                .forEach(kind -> byType.put(kind.type().getName(), kind));
        // by the resources, because these are missing where a build leaves a kind out
        var paths = new LinkedHashMap<Kind<?>, String>();
        for (ClassInfo resource : index.getAllKnownSubclasses(RESOURCE)) {
            Type record =
                    resource.superClassType().asParameterizedType().arguments().getFirst();
            Kind<?> kind = byType.get(record.name().toString());
            if (kind == null) {
                throw new IllegalStateException("no kind of " + record.name());
            }
            String path = resource.declaredAnnotation(PATH).value().asString();
            if (!path.equals(kind.contract().path())) {
                throw new IllegalStateException("the path of %s is not %s, by which feeds link its records"
                        .formatted(resource.name(), kind.contract().path()));
            }
            paths.put(kind, path);
        }
        paths.keySet().stream()
                .sorted(Comparator.comparing(Kind::name))
                .forEach(kind -> byPath.put(paths.get(kind), kind));
        index.getAnnotations(IMPORT_KIND).stream()
                .filter(annotation -> annotation.target().kind() == AnnotationTarget.Kind.CLASS)
                .sorted(Comparator.comparing(annotation -> annotation.value().asString()))
                .forEach(annotation -> addImport(annotation, index));
    }

    private void addImport(AnnotationInstance annotation, IndexView index) {
        ClassInfo line = index.getClassByName(annotation.value("line").asClass().name());
        otherImports.put(
                annotation.value().asString(),
                new OtherImport(
                        annotation.value("label").asString(),
                        line.declaredAnnotation(SCHEMA).value("name").asString()));
    }

    private static Kind<?> create(ClassInfo info) {
        try {
            var constructor = Thread.currentThread()
                    .getContextClassLoader()
                    .loadClass(info.name().toString())
                    .getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Kind<?>) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create the kind " + info.name(), e);
        }
    }

    /** The kinds in the order of their names, by the paths of their resources. */
    Map<String, Kind<?>> byPath() {
        return byPath;
    }

    List<String> names() {
        return byPath.values().stream().<String>map(Kind::name).toList();
    }

    List<Filter> siteFilters() {
        return Kinds.siteFilters(byPath.values());
    }

    /** Returns the imports other than kinds, by name. */
    Map<String, OtherImport> otherImports() {
        return otherImports;
    }
}
