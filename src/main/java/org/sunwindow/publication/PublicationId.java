package org.sunwindow.publication;

import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** Natural key of a publication over all kinds; the key is that of a {@link RecordIdentity}. */
@Embeddable
public record PublicationId(String kind, String key) implements Serializable {}
