package org.sunwindow.index.lucene;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.stream.Stream;
import org.sunwindow.Settings;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/**
 * The kinds of the service without an application around them. They are beans of other packages, so there is no other way
 * to them than by name.
 */
final class KindsOfService {

    private static final List<String> CLASSES = List.of(
            "org.sunwindow.disclosure.DisclosureKind",
            "org.sunwindow.service.ServiceItemKind",
            "org.sunwindow.directory.division.DivisionKind",
            "org.sunwindow.directory.hotline.HotlineKind",
            "org.sunwindow.directory.office.OfficeKind",
            "org.sunwindow.directory.organization.OrganizationKind");

    private KindsOfService() {}

    static Kinds all(Settings settings, StrictJson json) {
        return new Kinds(CLASSES.stream()
                .<Kind<?>>map(name -> kind(name, settings, json))
                .toList());
    }

    private static Kind<?> kind(String name, Settings settings, StrictJson json) {
        try {
            Constructor<?> constructor = Class.forName(name).getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            Object[] arguments = Stream.of(constructor.getParameters())
                    .map(Parameter::getType)
                    .map(type -> type == Settings.class ? settings : json)
                    .toArray();
            return (Kind<?>) constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
