package io.driverelay.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A TCP connection. It knows since when it waits for the other side, and closing it frees whoever waits. */
final class Line {
    private static final long NOT_WAITING = 0;

    private final SocketChannel channel;
    private volatile long waitingSince;
    private volatile HostName name;

    private Line(SocketChannel channel) {
        this.channel = channel;
    }

    /** Not connected yet. */
    static Line open() throws IOException {
        return new Line(SocketChannel.open());
    }

    /** @param limit for the name, and then for TCP */
    void connect(String host, HostAddresses addresses, int port, Duration limit) throws IOException {
        name = new HostName(host, addresses);
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        var address = new InetSocketAddress(name.resolve(limit), port);
        channel.socket().connect(address, (int) limit.toMillis());
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** At least one byte, or -1 at the end. */
    int read(ByteBuffer to) throws IOException {
        waitingSince = System.nanoTime() | 1;
        try {
            return channel.read(to);
        } finally {
            waitingSince = NOT_WAITING;
        }
    }

    /** What has come already: 0 for nothing, -1 at the end. */
    int readNow(ByteBuffer to) throws IOException {
        channel.configureBlocking(false);
        try {
            return channel.read(to);
        } finally {
            channel.configureBlocking(true);
        }
    }

    void write(ByteBuffer from) throws IOException {
        try {
            while (from.hasRemaining()) {
                waitingSince = System.nanoTime() | 1;
                channel.write(from);
            }
        } finally {
            waitingSince = NOT_WAITING;
        }
    }

    /** For how long somebody has been waiting without a byte; 0 when nobody is. */
    long waitedNanos() {
        long since = waitingSince;
        return since == NOT_WAITING ? 0 : System.nanoTime() - since;
    }

    void close() {
        HostName asked = name;
        if (asked != null) {
            asked.giveUp();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
