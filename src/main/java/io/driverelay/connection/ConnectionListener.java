package io.driverelay.connection;

/** Is told what happened to a connection, after it was recorded. What it throws undoes nothing, but for {@link #removed}. */
public interface ConnectionListener {
    void signedIn(Connection connection);

    void signInLapsed(Connection connection);

    /** Its record is still there; it is deleted after this, unless this throws. */
    void removed(Connection connection);
}
