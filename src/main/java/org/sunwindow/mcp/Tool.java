package org.sunwindow.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Something that an assistant can call. All tools only read what is public. Thread-safe. */
interface Tool {

    String name();

    /** Whether the kinds are installed that it reads. */
    boolean isAvailable();

    /** Name, purpose and arguments, as the protocol describes a tool. */
    ObjectNode description();

    /** The names of its arguments. */
    Set<String> arguments();

    /**
     * Returns the result of a call, see {@link Reply}.
     *
     * @param arguments values by name; only names of {@link #arguments}
     * @throws org.sunwindow.http.ProblemException if an argument is wrong
     */
    CompletionStage<byte[]> call(Map<String, List<String>> arguments);
}
