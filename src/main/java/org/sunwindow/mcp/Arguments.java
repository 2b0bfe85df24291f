package org.sunwindow.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sunwindow.http.parameter.StrictParameters;

/** Reads the arguments of a tool as what they would be as parameters of a list: texts by name. */
final class Arguments {

    private Arguments() {}

    /**
     * @param sent  a missing node if there are none
     * @param known names of the arguments that the tool has
     * @throws Rpc.Failure if they are no values, or not known
     */
    static Map<String, List<String>> of(JsonNode sent, Set<String> known) {
        if (!sent.isMissingNode() && !sent.isObject()) {
            throw new Rpc.Failure(Rpc.INVALID_PARAMS, "arguments 应为对象。");
        }
        var arguments = new LinkedHashMap<String, List<String>>();
        for (Map.Entry<String, JsonNode> argument : sent.properties()) {
            if (!known.contains(argument.getKey())) {
                throw new Rpc.Failure(
                        Rpc.INVALID_PARAMS,
                        "参数 %s：没有这个参数；可用的：%s。".formatted(shortened(argument.getKey()), String.join("、", known)));
            }
            arguments.put(argument.getKey(), values(argument.getKey(), argument.getValue()));
        }
        return arguments;
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    /** A number has no exponent, like a parameter. */
    private static String text(JsonNode value) {
        return value.isDouble() && Double.isFinite(value.doubleValue())
                ? BigDecimal.valueOf(value.doubleValue()).toPlainString()
                : value.asText();
    }

    private static List<String> values(String name, JsonNode sent) {
        var values = new ArrayList<String>();
        for (JsonNode value : sent.isArray() ? sent : List.of(sent)) {
            if (!value.isValueNode()) {
                throw new Rpc.Failure(Rpc.INVALID_PARAMS, "参数 %s：应为文字、数字或它们的数组。".formatted(name));
            }
            if (!value.isNull() && values.size() <= StrictParameters.MAX_VALUES) {
                values.add(text(value));
            }
        }
        return values;
    }
}
