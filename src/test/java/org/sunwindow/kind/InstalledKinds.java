package org.sunwindow.kind;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.sunwindow.Settings;

/** The kinds of the product, for tests and benchmarks that do not start the application. */
public final class InstalledKinds {

    private InstalledKinds() {}

    public static Kinds of(Settings settings) {
        return new Kinds(all(), settings);
    }

    static List<Kind<?>> all() {
        DescribedPredicate<JavaClass> concrete = DescribedPredicate.describe(
                "concrete kinds",
                type -> type.isAssignableTo(Kind.class) && !type.getModifiers().contains(JavaModifier.ABSTRACT));
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.sunwindow")
                        .that(concrete)
                        .stream()
                        .<Kind<?>>map(InstalledKinds::create)
                        .toList();
    }

    private static Kind<?> create(JavaClass type) {
        try {
            var constructor = type.reflect().getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Kind<?>) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }
}
