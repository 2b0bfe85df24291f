package org.sunwindow.json;

import com.tngtech.archunit.core.domain.JavaClass;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sunwindow.ProductClasses;
import org.sunwindow.kind.Kind;

/** The records into which import lines are read. */
public final class ImportedRecords {

    /** Those of targets that are no kinds of publication. */
    private static final Set<String> OTHERS = Set.of("CaseLine", "CalendarDay", "Withdrawal");

    private ImportedRecords() {}

    /** The records of whole lines. */
    public static List<Class<?>> lines() {
        return ProductClasses.ALL.stream()
                .filter(JavaClass::isRecord)
                .filter(type -> type.isAnnotatedWith(RegisterForReflection.class))
                .filter(type -> OTHERS.contains(type.getSimpleName()) || hasKind(type))
                .<Class<?>>map(JavaClass::reflect)
                .toList();
    }

    /** A kind is named like its record, and declared beside it. */
    private static boolean hasKind(JavaClass record) {
        return record.getPackage().getClasses().stream()
                .anyMatch(type -> type.isAssignableTo(Kind.class)
                        && type.getSimpleName().equals(record.getSimpleName() + "Kind"));
    }

    /** The records of lines and all that are nested in them. */
    public static Stream<Class<?>> all() {
        var all = new LinkedHashSet<Class<?>>();
        lines().forEach(type -> add(type, all));
        return all.stream();
    }

    private static void add(Class<?> type, Set<Class<?>> all) {
        if (all.add(type)) {
            RecordFields.of(type).all().stream()
                    .map(RecordFields.Component::valueType)
                    .filter(Class::isRecord)
                    .forEach(nested -> add(nested, all));
        }
    }
}
