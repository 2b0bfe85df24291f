package org.sunwindow.progress;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.util.Optional;
import org.sunwindow.progress.ApplicationCase.StoredFactor;
import org.sunwindow.web.StrictJson;

/** Finds a case for one who can prove that it is theirs. */
@ApplicationScoped
class Lookup {

    private final StrictJson json;
    private final Hashes hashes;

    /** Compared with when there is nothing to compare with, so that this costs the same. */
    private final StoredFactor nobody;

    Lookup(StrictJson json, Hashes hashes) {
        this.json = json;
        this.hashes = hashes;
        this.nobody = new StoredFactor(null, hashes.salt(), hashes.salt());
    }

    /**
     * What may be told, or nothing: an unknown number, a wrong value and a factor the case does not have
     * are one.
     */
    @Transactional
    Optional<CaseProgress> find(String number, Factor factor) {
        Optional<ApplicationCase> found = ApplicationCase.withNumber(number);
        StoredFactor stored =
                found.flatMap(present -> present.factor(factor.type())).orElse(nobody);
        boolean proven = MessageDigest.isEqual(stored.hash, hashes.ofFactor(stored.salt, factor));
        return proven ? found.map(present -> json.readStored(present.progress, CaseProgress.class)) : Optional.empty();
    }
}
