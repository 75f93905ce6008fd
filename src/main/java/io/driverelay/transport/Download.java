package io.driverelay.transport;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The answer to a GET. Its body streams; closing it before the end drops the connection, from any thread. */
public final class Download implements Closeable {
    private final ResponseHead head;
    private final Connection connection;
    private final ConnectionPool pool;
    private final InputStream body;
    private boolean ended;

    Download(ResponseHead head, Connection connection, ConnectionPool pool) throws IOException {
        this.head = head;
        this.connection = connection;
        this.pool = pool;
        this.body = new Ending(head.body(connection.input()));
    }

    public int status() {
        return head.status();
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(head.headers().get(lowerCaseName));
    }

    /** Throws {@link ShortBodyException} where the body ends before its length. */
    public InputStream body() {
        return body;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        connection.drop();
    }

    private void atEnd() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        if (head.keepsConnection()) {
            pool.giveBack(connection);
        } else {
            connection.drop();
        }
    }

    /** Gives the connection back once the body is through. */
    private final class Ending extends FilterInputStream {
        Ending(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one < 0) {
                atEnd();
            }
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n < 0) {
                atEnd();
            }
            return n;
        }

        @Override
        public void close() {
            Download.this.close();
        }
    }
}
