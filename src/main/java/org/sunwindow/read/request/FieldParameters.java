package org.sunwindow.read.request;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.RecordFields.Component;
import org.sunwindow.kind.Kind;

/** Reads which members the items of a list have. */
public final class FieldParameters {

    private FieldParameters() {}

    /** Returns the members that items of a list can have, in the order of the contract. */
    public static List<String> members(Kind<?> kind) {
        return RecordFields.of(kind.type()).all().stream()
                .map(Component::name)
                .filter(name -> !kind.fields().detailOnly().contains(name))
                .toList();
    }

    static Set<String> fields(StrictParameters parameters, Kind<?> kind) {
        List<String> members = members(kind);
        var fields = new LinkedHashSet<String>();
        for (String written : parameters
                .text(ListParameters.FIELDS, StrictParameters.MAX_LIST)
                .map(list -> list.split(","))
                .orElse(new String[0])) {
            String path = written.strip();
            String[] names = path.split("\\.", -1);
            if (!members.contains(names[0])) {
                parameters.wrong(ListParameters.FIELDS, "choice", "可用的值：" + String.join("、", members));
                return Set.of();
            }
            List<String> allowed = unknown(kind, names);
            if (!allowed.isEmpty()) {
                parameters.wrong(ListParameters.FIELDS, "choice", "可用的值：" + String.join("、", allowed));
                return Set.of();
            }
            fields.add(path);
        }
        return fields;
    }

    /** Returns the refusal of members that a format does not consist of. */
    public static ProblemException notOf(String mediaType) {
        String message = "%s 的回答没有可取舍的字段".formatted(mediaType);
        return new ProblemException(
                ProblemCode.PARAMETER_INVALID,
                "参数 %s：%s。".formatted(ListParameters.FIELDS, message),
                List.of(new Problem.Item(ListParameters.FIELDS, "conflict", message)));
    }

    /** Returns the members that could stand in a path instead of an unknown one, none if all of it is known. */
    private static List<String> unknown(Kind<?> kind, String[] names) {
        Class<?> type = kind.type();
        var before = new ArrayList<String>();
        for (String name : names) {
            String path = String.join(".", before);
            if (!type.isRecord()) {
                return List.of(path);
            }
            var component = RecordFields.of(type).get(name);
            if (component.isEmpty()) {
                return RecordFields.of(type).all().stream()
                        .flatMap(known -> Stream.of(path + "." + known.name()))
                        .toList();
            }
            before.add(name);
            type = component.get().valueType();
        }
        return List.of();
    }
}
