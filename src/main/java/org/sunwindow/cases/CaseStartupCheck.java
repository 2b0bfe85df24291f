package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.sunwindow.StartupCheck;

/** Checks {@link CaseSettings}. */
@ApplicationScoped
public class CaseStartupCheck implements StartupCheck {

    private final CaseSettings settings;

    public CaseStartupCheck(CaseSettings settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, Long> positiveSettings() {
        var numbers = new HashMap<String, Long>();
        numbers.put(
                "sunwindow.progress.challenge.bits", (long) settings.challenge().bits());
        numbers.put("sunwindow.progress.challenge.hard-bits", (long)
                settings.challenge().hardBits());
        settings.budgets()
                .forEach((scope, budget) ->
                        numbers.put("sunwindow.progress.budgets." + scope + ".failures", (long) budget.failures()));
        return numbers;
    }
}
