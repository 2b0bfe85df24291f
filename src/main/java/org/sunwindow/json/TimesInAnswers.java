package org.sunwindow.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Writes times of answers that the framework serializes like those of records. */
@Singleton
class TimesInAnswers implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(Times.writing());
    }

    /** After the module of Jackson itself, whose serializer would be used otherwise. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }
}
