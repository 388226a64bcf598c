package org.tilewatch.edge.console.http;

import java.io.IOException;

/** Answers the requests of one path. Called by several threads at once. */
@FunctionalInterface
public interface Route {

    /**
     * The answer.
     *
     * @throws IOException told to the client as a failure of the station, without its message
     */
    Reply answer(Request request) throws IOException;
}
