package org.sunwindow.kind;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import org.sunwindow.ProductClasses;
import org.sunwindow.Settings;

/** The kinds of the product, for tests and benchmarks that do not start the application. */
public final class InstalledKinds {

    private InstalledKinds() {}

    public static Kinds of(Settings settings) {
        return new Kinds(all(), settings);
    }

    /** Returns new instances. */
    static List<Kind<?>> all() {
        DescribedPredicate<JavaClass> concrete = DescribedPredicate.describe(
                "concrete kinds",
                type -> type.isAssignableTo(Kind.class) && !type.getModifiers().contains(JavaModifier.ABSTRACT));
        return ProductClasses.ALL.that(concrete).stream()
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
