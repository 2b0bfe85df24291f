package org.sunwindow.cases;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of cases and their lookups, under the prefix {@code sunwindow.progress}. {@code application.properties}
 * contains default code tables, pipelines and budgets; a bureau adds its own there or by environment variables.
 */
@ConfigMapping(prefix = "sunwindow.progress")
public interface CaseSettings {

    /** Factors allowed for a type of case. Others are rejected by imports and never match. */
    Map<CaseType, Set<FactorType>> factors();

    Map<FailureScope, Budget> budgets();

    /**
     * Code tables of upstream systems: codes mapped to {@code STATUS} or {@code STATUS/REASON}, by name of the table.
     */
    Map<String, Map<String, String>> codes();

    /** Upstream systems by {@link CaseLine#source}. */
    Map<String, Source> sources();

    /** Pipelines by {@link CaseLine#pipeline}. */
    Map<String, Pipeline> pipelines();

    /**
     * How long a user of a caller who has looked up a case is remembered. While the number is locked, the user's
     * attempts have a budget of their own, {@link FailureScope#KNOWN_ASKER}.
     */
    @WithDefault("90d")
    Duration known();

    /** Working days before a deadline from which a case is due soon. */
    @WithDefault("3")
    int dueSoon();

    /** How long an ended case can be looked up before it is deleted. */
    @WithDefault("180d")
    Duration retention();

    /** Retention of the audit log; 等保2.0 requires at least six months. */
    @WithDefault("185d")
    Duration audit();

    /** How long an ended case is still followed. It is not followed once it cannot be looked up. */
    @WithDefault("30d")
    Duration followedAfterEnd();

    Challenge challenge();

    /** Failures that are tolerated before a lock. */
    interface Budget {

        /** Number of failures that causes a lock. */
        int failures();

        /** Length of the window in which failures are counted; it starts with the first one. */
        Duration within();

        /**
         * Length of the first lock. Each further lock is twice as long; each window without a lock takes one doubling
         * back.
         */
        Duration lock();

        /** Longest lock. */
        Duration maxLock();
    }

    /** Code tables of an upstream system. */
    interface Source {

        /** Table of {@code sourceStatus}. */
        Optional<String> status();

        /** Table of {@code sourceResult}, the outcome of an ended case. */
        Optional<String> result();
    }

    /** Stages and clock of cases. */
    interface Pipeline {

        /** Type of the cases for which this is the default pipeline. */
        Optional<CaseType> caseType();

        /** Names of the stages, in their order. */
        Optional<List<String>> stages();

        /** Statuses that start the clock, by precedence; the first one that has occurred is used. */
        @WithDefault("ACCEPTED")
        List<CaseStatus> starts();

        /** Statuses during which the clock is suspended. */
        @WithDefault("NEED_SUPPLEMENT,SUSPENDED,PUBLICITY")
        Set<CaseStatus> pauses();

        /** Statuses after which the clock restarts. */
        Optional<Set<CaseStatus>> restarts();

        /** Statutory limit of cases that are sent without one, such as {@code 20 WORKING_DAY}. */
        Optional<String> limit();
    }

    /** Challenges, which make guessing expensive for anonymous callers. */
    interface Challenge {

        /**
         * Whether anonymous callers must always solve a challenge for a lookup. Otherwise they must while the budget of
         * {@link FailureScope#ANONYMOUS} is used up.
         */
        @WithDefault("false")
        boolean required();

        /** Leading zero bits of the hash to be found. The effort doubles with each bit. */
        @WithDefault("18")
        int bits();

        /** Bits for a lookup of a locked number: some seconds on a phone. */
        @WithDefault("22")
        int hardBits();

        /** Time in which a challenge must be solved. */
        @WithDefault("5m")
        Duration validity();
    }
}
