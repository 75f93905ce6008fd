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
    private final Watchdog.Watch watch;
    private final ConnectionPool pool;
    private final InputStream body;
    private boolean ended;

    Download(ResponseHead head, Connection connection, Watchdog.Watch watch, ConnectionPool pool) throws IOException {
        this.head = head;
        this.connection = connection;
        this.watch = watch;
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
        watch.end();
        connection.drop();
    }

    private void atEnd() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        watch.end();
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
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int n = super.read(buffer, offset, length);
                if (n < 0) {
                    atEnd();
                }
                return n;
            } catch (IOException e) {
                throw watch.explain(e);
            }
        }

        @Override
        public void close() {
            Download.this.close();
        }
    }
}
