package io.driverelay.connection;

/** Is told what happened to a connection, after it was recorded. What it throws never undoes what it was told. */
public interface ConnectionListener {
    void signedIn(Connection connection);

    void signInLapsed(Connection connection);

    /** Its record is still there; it is deleted after this. */
    void removed(Connection connection);
}
