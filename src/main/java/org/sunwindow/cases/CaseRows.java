package org.sunwindow.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.target.HeadedUnits;
import org.sunwindow.imports.target.ImportTarget.NameReader;
import org.sunwindow.imports.target.ImportTarget.Named;
import org.sunwindow.json.StrictJson;

/**
 * Completes the rows of a sheet of cases. The sheets of bureaus have columns such as 状态, 受理时间 and 手机号, but neither
 * steps nor types of factors.
 */
final class CaseRows implements NameReader {

    private static final List<String> ACCEPTED_AT = List.of("受理时间", "受理日期");
    private static final List<String> CLOSED_AT = List.of("办结时间", "办结日期", "实际办结时间", "实际办结日期");
    private static final List<String> PHONE = List.of(
            "手机", "手机号", "手机号码", "申请人手机号", "申请人手机号码", "手机后四位", "手机号后四位", "联系电话", "申请人电话", "申请人联系电话", "phone", "mobile");
    private static final List<String> ID =
            List.of("证件号", "证件号码", "身份证号", "身份证号码", "申请人证件号码", "申请人身份证号", "身份证后六位", "证件号后六位");
    private static final List<String> QUERY_CODE = List.of("查询码", "查询密码");

    /** The numbers of elements are beyond those that a heading with a number, such as 办理过程1时间, would have. */
    static final Map<String, List<String>> HEADINGS = Map.ofEntries(
            Map.entry("applicationNo", List.of("申请号", "受理编号", "办件编号", "办件流水号", "流水号", "业务编号", "受理号")),
            Map.entry("status", List.of("状态", "办理状态", "办件状态")),
            Map.entry("statusText", List.of("当前环节", "办理环节")),
            Map.entry("itemName", List.of("申请事项", "办理事项", "办件名称")),
            Map.entry("acceptingUnit", List.of("受理部门", "办理部门", "受理机关", "受理科室", "办理科室", "经办科室")),
            Map.entry("applicantName", List.of("申请人姓名", "申请人名称")),
            Map.entry("submittedAt", List.of("申请时间", "申请日期", "收件时间", "收件日期")),
            Map.entry("deadline", List.of("承诺办结日期", "承诺办结时间", "应办结时间", "办结期限")),
            Map.entry("history[901].at", ACCEPTED_AT),
            Map.entry("history[902].at", CLOSED_AT),
            Map.entry("factors[901].value", PHONE),
            Map.entry("factors[902].value", ID),
            Map.entry("factors[903].value", QUERY_CODE));

    private static final Pattern GRANTED = Pattern.compile("已?办结[(（](?:批准|准予|准予批准|同意|通过)[)）]|准予");
    private static final Pattern DENIED = Pattern.compile("已?办结[(（](?:未批准|未予批准|不予批准|不予|不批准|不同意|未通过)[)）]");
    private static final Pattern CLOSED = Pattern.compile("已?(?:办结|完结|结案|办理完毕|办理完成|完成)");
    private static final Set<String> IN_PROGRESS = Set.of("办理中", "正在办理", "在办", "审核中", "审批中", "正在审批");

    /** In a column of phones, an applicant may have a landline. */
    private static final Pattern PHONE_NUMBER =
            Pattern.compile("(?:1\\d{2}[\\d*]{4}|(?:0\\d{2,3}-?)?[2-9]\\d{2,3})(\\d{4})");

    private static final Pattern ID_NUMBER =
            Pattern.compile("\\d{12}(\\d{5}[\\dXx])|\\d{3,12}\\*+(?:\\d{2})?(\\d{3}[\\dXx])");

    private final StrictJson json;

    CaseRows(StrictJson json) {
        this.json = json;
    }

    @Override
    public Named read(String line, Map<String, String> headings) {
        if (!(json.tree(line).orElse(null) instanceof ObjectNode row)) {
            return new Named(line, List.of());
        }
        HeadedUnits.complete(row, CaseLine.class, headings);
        var faults = new ArrayList<Problem.Item>();
        readStatus(row, "status", faults);
        if (row.get("factors") instanceof ArrayNode factors) {
            for (int i = 0; i < factors.size(); i++) {
                readFactor(factors.get(i), headings.get("factors[" + i + "].value"));
            }
        }
        readHistory(row, headings, faults);
        return new Named(json.write(row), faults);
    }

    private static void readStatus(ObjectNode of, String path, List<Problem.Item> faults) {
        String written = text(of, "status").strip();
        if (IN_PROGRESS.contains(written)) {
            of.put("status", CaseStatus.IN_REVIEW.name());
        } else if (DENIED.matcher(written).matches()) {
            of.put("status", CaseStatus.CLOSED_DENIED.name());
        } else if (CLOSED.matcher(written).matches()) {
            // the row is refused for this alone, not for an unknown code as well
            of.put("status", CaseStatus.CLOSED_GRANTED.name());
            faults.add(new Problem.Item(path, "status.result", "只写办结看不出结果，请写明是哪一种：准予办结、不予批准；没有受理的写 不予受理，申请人撤回的写 已撤回"));
        } else if (GRANTED.matcher(written).matches()) {
            of.put("status", CaseStatus.CLOSED_GRANTED.name());
        }
    }

    /** Of a whole number only the tail is kept, which is all that a factor is. */
    private static void readFactor(JsonNode element, String heading) {
        if (!(element instanceof ObjectNode factor) || factor.has("type") || heading == null) {
            return;
        }
        String value = text(factor, "value").strip();
        FactorType type = is(heading, PHONE)
                ? FactorType.PHONE_TAIL
                : is(heading, ID) ? FactorType.ID_TAIL : is(heading, QUERY_CODE) ? FactorType.QUERY_CODE : null;
        if (type == null) {
            return;
        }
        Matcher whole = (type == FactorType.PHONE_TAIL ? PHONE_NUMBER : ID_NUMBER).matcher(value);
        if (type != FactorType.QUERY_CODE && whole.matches()) {
            String tail = whole.group(1) == null ? whole.group(2) : whole.group(1);
            factor.put("value", tail);
        }
        factor.put("type", type.name());
    }

    /**
     * Derives steps from the times of a row. A row that lists steps gets no others. A row without any gets one step with
     * its status.
     */
    private static void readHistory(ObjectNode row, Map<String, String> headings, List<Problem.Item> faults) {
        CaseStatus status = status(row);
        boolean isListed = false;
        boolean isClosed = false;
        boolean isAccepted = false;
        if (row.get("history") instanceof ArrayNode steps) {
            for (int i = 0; i < steps.size(); i++) {
                String heading = headings.get("history[" + i + "].at");
                if (!(steps.get(i) instanceof ObjectNode step)) {
                    isListed = true;
                } else if (heading != null && is(heading, ACCEPTED_AT)) {
                    step.put("status", CaseStatus.ACCEPTED.name());
                    isAccepted = true;
                    if (status == CaseStatus.ACCEPTED && !row.has("updatedAt")) {
                        row.set("updatedAt", step.get("at"));
                    }
                } else if (heading != null && is(heading, CLOSED_AT)) {
                    close(row, step, status, "history[" + i + "].at", faults);
                    isClosed = true;
                } else {
                    readStatus(step, "history[" + i + "].status", faults);
                    isListed = true;
                }
            }
        } else if (row.has("history")) {
            isListed = true;
        }
        boolean isStated = isListed || isClosed || isAccepted && status == CaseStatus.ACCEPTED;
        if (isStated) {
            return;
        }
        ArrayNode steps = row.withArray("history");
        // a row without one of these is refused for that, in words that a clerk understands
        if (row.has("updatedAt") && (row.has("status") || row.has("sourceStatus"))) {
            ObjectNode step = steps.addObject();
            step.set("at", row.get("updatedAt"));
            copyStatus(row, step);
        }
    }

    /** A closed case changes no more, so its end is also its last change. */
    private static void close(
            ObjectNode row, ObjectNode step, CaseStatus status, String path, List<Problem.Item> faults) {
        copyStatus(row, step);
        if (status != null && !status.isEnded()) {
            faults.add(new Problem.Item(path, "status.open", "填了办结时间，状态却是还没有办结的；请核对二者"));
        } else if (!row.has("updatedAt")) {
            row.set("updatedAt", step.get("at"));
        }
    }

    private static void copyStatus(ObjectNode row, ObjectNode step) {
        List.of("status", "sourceStatus", "suspendReason").forEach(name -> {
            if (row.has(name)) {
                step.set(name, row.get(name));
            }
        });
    }

    private static CaseStatus status(ObjectNode row) {
        String name = text(row, "status");
        for (CaseStatus status : CaseStatus.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        return null;
    }

    private static boolean is(String heading, List<String> names) {
        String plain = heading.replaceAll("[(（].*?[)）]|[\\s*]", "");
        return names.contains(plain);
    }

    private static String text(ObjectNode of, String name) {
        return of.path(name).asText();
    }
}
