package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sunwindow.Settings;
import org.sunwindow.cases.CaseProgress.Stage;
import org.sunwindow.cases.CaseProgress.Step;
import org.sunwindow.cases.CaseTiming.Pause;

/** The configured pipelines: their steps, and the statuses that start, suspend and restart the clock. */
@ApplicationScoped
class Pipelines {

    private final Map<String, Pipeline> byName = new HashMap<>();
    private final Map<CaseType, String> defaults = new HashMap<>();
    private final ZoneId zone;

    Pipelines(CaseSettings settings, Settings general) {
        this.zone = general.zone();
        settings.pipelines().forEach((name, pipeline) -> {
            byName.put(name, new Pipeline(pipeline, zone));
            pipeline.caseType().ifPresent(type -> defaults.put(type, name));
        });
        for (CaseType type : CaseType.values()) {
            if (!defaults.containsKey(type)) {
                throw new IllegalStateException("no pipeline has sunwindow.progress.pipelines.*.case-type=" + type);
            }
        }
    }

    /** The zone in which dates and times of cases are shown. */
    ZoneId zone() {
        return zone;
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** Returns the pipeline that a line names, or the default of its type. */
    Pipeline of(CaseLine line) {
        return byName.get(line.pipeline() != null ? line.pipeline() : defaults.get(line.caseType()));
    }

    static final class Pipeline {

        private final List<String> stages;
        private final List<CaseStatus> starts;
        private final Set<CaseStatus> pauses;
        private final Set<CaseStatus> restarts;
        private final CaseLimit limit;
        private final ZoneId zone;

        private Pipeline(CaseSettings.Pipeline settings, ZoneId zone) {
            this.stages = settings.stages().orElse(List.of());
            this.starts = settings.starts();
            this.pauses = settings.pauses();
            this.restarts = settings.restarts().orElse(Set.of());
            this.limit = settings.limit().map(CaseLimit::parse).orElse(null);
            this.zone = zone;
        }

        List<String> stages() {
            return stages;
        }

        /**
         * Returns the steps of a case with their states.
         *
         * @param history from early to late
         * @return {@code null} if the history names no stage
         */
        List<Step> steps(List<Stage> history, boolean ended) {
            int current = history.stream()
                    .filter(stage -> stage.stage() != null)
                    .mapToInt(stage -> stages.indexOf(stage.stage()))
                    .reduce((earlier, later) -> later)
                    .orElse(-1);
            if (current < 0) {
                return null;
            }
            var steps = new ArrayList<Step>();
            for (int i = 0; i < stages.size(); i++) {
                String name = stages.get(i);
                Optional<OffsetDateTime> reached = history.stream()
                        .filter(stage -> name.equals(stage.stage()))
                        .map(Stage::at)
                        .findFirst();
                steps.add(new Step(name, state(i, current, reached.isPresent(), ended), reached.orElse(null)));
            }
            return steps;
        }

        private static Step.State state(int step, int current, boolean reached, boolean ended) {
            if (step == current) {
                return ended ? Step.State.DONE : Step.State.CURRENT;
            }
            if (step > current) {
                return ended ? Step.State.SKIPPED : Step.State.AHEAD;
            }
            return reached ? Step.State.DONE : Step.State.SKIPPED;
        }

        CaseTiming timing(CaseLine line, CaseProgress progress) {
            List<Stage> events = new ArrayList<>(progress.history());
            if (events.isEmpty() || events.getLast().status() != progress.status()) {
                events.add(new Stage(progress.updatedAt(), progress.status(), null, null, null, null));
            }
            OffsetDateTime from = starts.stream()
                    .flatMap(start -> events.stream()
                            .filter(event -> event.status() == start)
                            .limit(1))
                    .findFirst()
                    .map(Stage::at)
                    .orElse(null);
            var pauses = new ArrayList<Pause>();
            LocalDate pausedOn = null;
            LocalDate ended = null;
            CaseStatus before = null;
            for (Stage event : events) {
                LocalDate day = day(event.at());
                CaseStatus status = event.status();
                if (before != null && restarts.contains(before) && !restarts.contains(status) && !status.isEnded()) {
                    from = event.at();
                    pauses.clear();
                    pausedOn = null;
                }
                if (this.pauses.contains(status)) {
                    pausedOn = pausedOn == null ? day : pausedOn;
                } else if (pausedOn != null) {
                    pauses.add(new Pause(pausedOn, day));
                    pausedOn = null;
                }
                ended = !status.isEnded() ? null : ended == null ? day : ended;
                before = status;
            }
            if (pausedOn != null) {
                pauses.add(new Pause(pausedOn, null));
            }
            return new CaseTiming(
                    from,
                    line.statutoryLimit() != null ? line.statutoryLimit() : limit,
                    line.promisedLimit(),
                    line.extension(),
                    line.deadline(),
                    pauses,
                    ended);
        }

        private LocalDate day(OffsetDateTime time) {
            return time.atZoneSameInstant(zone).toLocalDate();
        }
    }
}
