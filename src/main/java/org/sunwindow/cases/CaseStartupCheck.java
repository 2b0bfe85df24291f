package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.Secrets;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;

/** Checks {@link CaseSettings} and the tokens of callers. */
@ApplicationScoped
public class CaseStartupCheck implements StartupCheck {

    private final Settings general;
    private final CaseSettings settings;

    public CaseStartupCheck(Settings general, CaseSettings settings) {
        this.general = general;
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

    @Override
    public List<String> contradictions() {
        return Secrets.repeatedTokens("caller", general.callers());
    }

    @Override
    public List<String> unfitForProduction() {
        return Secrets.weakTokens("caller", general.callers());
    }
}
