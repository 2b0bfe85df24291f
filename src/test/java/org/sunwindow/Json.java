package org.sunwindow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamcrest.FeatureMatcher;

/**
 * A JSON document whose values are read by paths such as {@code items[0].title}. The empty path is the document itself. A
 * property that is missing is {@code null}, and so is what lies below it.
 *
 * <table>
 * <tr><td>{@code title}</td><td>the property, or the list of this property of each element</td></tr>
 * <tr><td>{@code [2]}, {@code [-1]}, {@code [0..2]}</td><td>an element, the last one, the first three</td></tr>
 * <tr><td>{@code [id=a-1]}, {@code [*id=a-1]}</td><td>the first element with this property, all of them</td></tr>
 * <tr><td>{@code flatten()}</td><td>the elements of the lists within a list</td></tr>
 * <tr><td>{@code size()}</td><td>the number of elements</td></tr>
 * </table>
 *
 * <p>REST-assured compiles each path with Groovy, which takes longer than most requests.
 */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Pattern STEP = Pattern.compile("\\.?(?:\\[(?<index>-?\\d+)(?:\\.\\.(?<last>\\d+))?]"
            + "|\\[(?<all>\\*)?(?<name>[^=\\]]+)=(?<value>[^\\]]*)]"
            + "|(?<call>flatten|size)\\(\\)"
            + "|(?<property>[^.\\[\\]?*{}()]+))");

    private final Object root;

    private Json(Object root) {
        this.root = root;
    }

    public static Json of(String text) {
        try {
            return new Json(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** For {@code response.as(Json.class)}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Json ofValue(Object value) {
        return new Json(value);
    }

    /** Returns a matcher of a body whose value at a path matches. */
    public static org.hamcrest.Matcher<String> jsonAt(String path, org.hamcrest.Matcher<?> matcher) {
        @SuppressWarnings("unchecked")
        var ofValue = (org.hamcrest.Matcher<Object>) matcher;
        return new FeatureMatcher<String, Object>(ofValue, path, path) {
            @Override
            protected Object featureValueOf(String body) {
                return of(body).get(path);
            }
        };
    }

    /**
     * Returns the value at a path: a string, number, boolean, list, map or {@code null}.
     *
     * @param <T> type that the caller expects, which is not checked
     */
    @SuppressWarnings("unchecked")
    public <T> T get(String path) {
        Object value = root;
        Matcher step = STEP.matcher(path);
        int end = 0;
        while (value != null && end < path.length()) {
            if (!step.region(end, path.length()).lookingAt()) {
                throw new IllegalArgumentException("not a path: " + path);
            }
            value = read(value, step);
            end = step.end();
        }
        return (T) value;
    }

    private static Object read(Object value, Matcher step) {
        if (step.group("index") != null) {
            var list = (List<?>) value;
            int index = Integer.parseInt(step.group("index"));
            if (step.group("last") != null) {
                return list.subList(index, Integer.parseInt(step.group("last")) + 1);
            }
            int position = index < 0 ? list.size() + index : index;
            return position >= 0 && position < list.size() ? list.get(position) : null;
        }
        if (step.group("name") != null) {
            List<?> found = ((List<?>) value)
                    .stream()
                            .filter(element ->
                                    step.group("value").equals(new Json(element).getString(step.group("name"))))
                            .toList();
            return step.group("all") != null ? found : found.isEmpty() ? null : found.getFirst();
        }
        if (step.group("call") != null) {
            return step.group("call").equals("size") ? size(value) : flat((List<?>) value, new ArrayList<>());
        }
        return property(value, step.group("property"));
    }

    private static Object property(Object value, String name) {
        if (value instanceof List<?> list) {
            var values = new ArrayList<>();
            list.stream().filter(Objects::nonNull).forEach(element -> values.add(property(element, name)));
            return values;
        }
        return ((Map<?, ?>) value).get(name);
    }

    private static int size(Object value) {
        return value instanceof Map<?, ?> map ? map.size() : ((Collection<?>) value).size();
    }

    private static List<Object> flat(List<?> list, List<Object> elements) {
        for (Object element : list) {
            if (element instanceof List<?> inner) {
                flat(inner, elements);
            } else {
                elements.add(element);
            }
        }
        return elements;
    }

    /** Returns the text of the value, {@code null} if there is none. */
    public String getString(String path) {
        Object value = get(path);
        return value == null ? null : value.toString();
    }

    /**
     * @throws NoSuchElementException if there is no number, so that {@link Sunwindow#await} asks again after an error
     */
    public int getInt(String path) {
        return number(path).intValueExact();
    }

    public long getLong(String path) {
        return number(path).longValueExact();
    }

    public double getDouble(String path) {
        return number(path).doubleValue();
    }

    private BigDecimal number(String path) {
        Object value = get(path);
        if (value instanceof Number) {
            return new BigDecimal(value.toString());
        }
        throw new NoSuchElementException("%s is no number but %s".formatted(path, value));
    }

    public boolean getBoolean(String path) {
        Object value = get(path);
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new NoSuchElementException("%s is neither true nor false but %s".formatted(path, value));
    }

    /**
     * @param <T> type of the elements, which is not checked
     */
    public <T> List<T> getList(String path) {
        return get(path);
    }

    /** Like {@link #getList(String)}, of elements of a class. Numbers are converted. */
    public <T> List<T> getList(String path, Class<T> of) {
        List<?> list = get(path);
        return list == null
                ? null
                : list.stream().map(element -> MAPPER.convertValue(element, of)).toList();
    }

    /**
     * @param <K> type of the names, which is not checked
     * @param <V> type of the values, which is not checked
     */
    public <K, V> Map<K, V> getMap(String path) {
        return get(path);
    }

    /** Returns the document, indented. */
    @Override
    public String toString() {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
