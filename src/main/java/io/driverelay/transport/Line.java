package io.driverelay.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;

/** A TCP connection. It knows since when it waits for the other side, and closing it frees whoever waits. */
final class Line {
    private static final long NOT_WAITING = 0;

    private final SocketChannel channel;
    private volatile long waitingSince;
    private volatile boolean opened;

    private Line(SocketChannel channel) {
        this.channel = channel;
    }

    /** @param abortHook receives what closes it until it is {@link #opened()} */
    static Line to(String host, int port, Duration limit, Consumer<Runnable> abortHook) throws IOException {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("the host name does not resolve");
        }
        SocketChannel channel = SocketChannel.open();
        var line = new Line(channel);
        try {
            abortHook.accept(line::closeUnopened);
            channel.socket().connect(address, (int) limit.toMillis());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return line;
        } catch (IOException | RuntimeException e) {
            line.close();
            throw e;
        }
    }

    /** From here on it is an exchange's to end. */
    void opened() {
        opened = true;
    }

    private void closeUnopened() {
        if (!opened) {
            close();
        }
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
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
