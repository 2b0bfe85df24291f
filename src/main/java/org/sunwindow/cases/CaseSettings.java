package org.sunwindow.cases;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be set of status lookups, under the prefix {@code sunwindow.progress}. Tables of codes, pipelines and
 * budgets come with {@code application.properties}; a bureau adds its own there or in the environment.
 */
@ConfigMapping(prefix = "sunwindow.progress")
public interface CaseSettings {

    /** Key of every hash of a number, query code or tail; at least 32 characters in production. */
    String secret();

    /**
     * Keys that were used before. What is stored under them goes on to be found; a code that is asked for rightly is
     * stored anew under the present key.
     */
    Optional<List<String>> previousSecrets();

    /** What may prove that a case is the asker's, by type of case. Others are rejected in imports and match nothing. */
    Map<CaseType, Set<FactorType>> factors();

    /** How often one may be wrong, by whom it is counted. */
    Map<FailureScope, Budget> budgets();

    /** Tables of the codes of upstream systems: name of the table, then code to {@code STATUS} or {@code STATUS/REASON}. */
    Map<String, Map<String, String>> codes();

    /** Upstream systems by the name that their lines carry. */
    Map<String, Source> sources();

    /** How cases go, by the name that their lines carry. */
    Map<String, Pipeline> pipelines();

    /** Working days before a deadline from which on a case is due soon. */
    @WithDefault("3")
    int dueSoon();

    /** How long a case can be asked for after it was decided or ended; then it is removed. */
    @WithDefault("180d")
    Duration retention();

    /** How long it is kept who asked when for what; at least six months by 等保2.0. */
    @WithDefault("185d")
    Duration audit();

    Challenge challenge();

    /** How often somebody or something may be wrong before it has to wait. */
    interface Budget {

        /** Failures until the lock. */
        int failures();

        /** Failures are counted from the first on for this long. */
        Duration within();

        /** How long the first lock lasts; each further one within the time of counting after it, twice as long. */
        Duration lock();

        /** Longest lock. */
        Duration maxLock();
    }

    /** An upstream system: which tables its codes are of. */
    interface Source {

        /** Table of {@code sourceStatus}. */
        Optional<String> status();

        /** Table of {@code sourceResult}, which tells what an ended case has come to. */
        Optional<String> result();
    }

    /** How cases of a sort go and what their clock does. */
    interface Pipeline {

        /** Makes it that of all cases of a type that name no other. */
        Optional<CaseType> caseType();

        /** Stages in their order, as they are shown. */
        Optional<List<String>> stages();

        /** Statuses with which the clock begins; the first of them that has occurred counts. */
        @WithDefault("ACCEPTED")
        List<CaseStatus> starts();

        /** Statuses while which the clock stands still. */
        @WithDefault("NEED_SUPPLEMENT,SUSPENDED,PUBLICITY")
        Set<CaseStatus> pauses();

        /** Statuses after which the clock begins anew. */
        Optional<Set<CaseStatus>> restarts();

        /** Limit by law where a line has none: {@code 20 WORKING_DAY}. */
        Optional<String> limit();
    }

    /** A task that makes guessing costly for callers without a key. */
    interface Challenge {

        /** Whether callers without a key have to solve one with each question. */
        @WithDefault("false")
        boolean required();

        /** Leading zero bits of the hash to be found: the effort doubles with each. */
        @WithDefault("18")
        int bits();

        /** How long a task is good. */
        @WithDefault("5m")
        Duration validity();
    }
}
