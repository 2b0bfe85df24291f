package org.sunwindow.http.connection;

/** Pauses and resumes the reading of a connection. */
interface Flow {

    void pause();

    void resume();
}
