package org.sunwindow.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.http.Problem;
import org.sunwindow.service.Guide.Answer;
import org.sunwindow.service.Guide.Question;

/**
 * The rules of guides: every path ends with a result, and chooses only materials and steps that the item has. Parts
 * that are {@code null} are skipped, because the constraints of the record report them.
 */
final class GuideRules {

    private final List<Question> questions;
    private final Set<String> materials;
    private final Set<String> steps;
    private final Map<String, Question> byId = new HashMap<>();
    private final List<Problem.Item> faults = new ArrayList<>();

    /**
     * @param item has a guide
     */
    GuideRules(ServiceItem item) {
        this.questions = Objects.requireNonNullElse(item.guide().questions(), List.of());
        this.materials = names(
                item.materials() == null
                        ? null
                        : item.materials().stream().map(material -> material == null ? null : material.name()));
        this.steps = names(
                item.steps() == null ? null : item.steps().stream().map(step -> step == null ? null : step.name()));
    }

    private static Set<String> names(Stream<String> names) {
        return names == null ? Set.of() : names.filter(Objects::nonNull).collect(Collectors.toSet());
    }

    List<Problem.Item> faults() {
        identities();
        for (int i = 0; i < questions.size(); i++) {
            List<Answer> answers = answers(questions.get(i));
            for (int j = 0; j < answers.size(); j++) {
                if (answers.get(j) != null) {
                    answer("guide.questions[%d].answers[%d]".formatted(i, j), answers.get(j));
                }
            }
        }
        paths();
        return faults;
    }

    private void fault(String path, String code, String message) {
        faults.add(new Problem.Item(path, code, message));
    }

    private static List<Answer> answers(Question question) {
        return question == null || question.answers() == null ? List.of() : question.answers();
    }

    private void identities() {
        var seen = new HashSet<String>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            if (question == null) {
                continue;
            }
            if (question.id() != null && byId.putIfAbsent(question.id(), question) != null) {
                fault("guide.questions[%d].id".formatted(i), "guide.duplicate", "与另一个问题的编号相同");
            }
            List<Answer> answers = answers(question);
            for (int j = 0; j < answers.size(); j++) {
                if (answers.get(j) != null
                        && answers.get(j).id() != null
                        && !seen.add(answers.get(j).id())) {
                    fault("guide.questions[%d].answers[%d].id".formatted(i, j), "guide.duplicate", "与另一个答案的编号相同");
                }
            }
        }
    }

    private void answer(String path, Answer answer) {
        if (answer.next() != null && !byId.containsKey(answer.next())) {
            fault(path + ".next", "guide.unknown", "没有这个编号的问题；请核对，到此为止的请删去");
        }
        if (answer.next() == null && isEmpty(answer.materials()) && isEmpty(answer.steps()) && answer.note() == null) {
            fault(path, "guide.deadEnd", "到此为止却什么也没有告诉申请人；请选定材料或环节，写明提示，或指向下一个问题");
        }
        missing(
                path + ".materials",
                answer.materials(),
                materials,
                "guide.material",
                "申请材料（materials）中没有这个名称；请改为其中的名称，或在申请材料中补上，否则请删去");
        missing(path + ".steps", answer.steps(), steps, "guide.step", "办理流程（steps）中没有这个环节；请改为其中的环节，或在办理流程中补上，否则请删去");
    }

    private static boolean isEmpty(List<String> list) {
        return list == null || list.isEmpty();
    }

    private void missing(String path, List<String> chosen, Set<String> known, String code, String message) {
        for (int i = 0; chosen != null && i < chosen.size(); i++) {
            if (chosen.get(i) != null && !known.contains(chosen.get(i))) {
                fault("%s[%d]".formatted(path, i), code, message);
            }
        }
    }

    /** Follows all paths from the first question, and reports cycles and unreachable questions. */
    private void paths() {
        var reached = new HashSet<Question>();
        if (!questions.isEmpty() && questions.getFirst() != null) {
            follow(questions.getFirst(), new HashSet<>(), reached);
        }
        for (int i = 0; i < questions.size(); i++) {
            if (questions.get(i) != null && !reached.contains(questions.get(i))) {
                fault("guide.questions[%d]".formatted(i), "guide.unreachable", "没有哪个答案通到这个问题");
            }
        }
    }

    /** Recurses no deeper than the number of questions. */
    private void follow(Question question, Set<Question> path, Set<Question> reached) {
        if (!reached.add(question)) {
            return;
        }
        path.add(question);
        for (Answer answer : answers(question)) {
            Question next = answer == null || answer.next() == null ? null : byId.get(answer.next());
            if (next != null && path.contains(next)) {
                fault("guide.questions[%d]".formatted(questions.indexOf(question)), "guide.cycle", "它的答案又通回以前的问题，问不完");
            } else if (next != null) {
                follow(next, path, reached);
            }
        }
        path.remove(question);
    }
}
