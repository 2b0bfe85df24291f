package org.sunwindow.read;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.io.OutputStream;

/** JSON that is written already, as UTF-8. Jackson copies it into an answer without decoding it. */
public final class RawJson implements JsonSerializable {

    private final byte[] bytes;

    public RawJson(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        // a generator takes raw values as characters only: it writes an empty one, the bytes follow
        generator.writeRawValue("");
        generator.flush();
        ((OutputStream) generator.getOutputTarget()).write(bytes);
    }

    @Override
    public void serializeWithType(JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(generator, provider);
    }
}
