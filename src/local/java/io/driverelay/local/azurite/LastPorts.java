package io.driverelay.local.azurite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The ports of the last start with some data, where they are free still: homes hold addresses with them. */
record LastPorts(String blob, String queue) {
    private static final String FILE = "last-ports";
    static final LastPorts ANY = new LastPorts("0", "0");

    static LastPorts in(Path data) throws IOException {
        Path file = data.resolve(FILE);
        List<String> ports = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return ports.size() == 2 ? new LastPorts(ifFree(ports.get(0)), ifFree(ports.get(1))) : ANY;
    }

    static void remember(Path data, int blob, int queue) throws IOException {
        Files.write(data.resolve(FILE), List.of(Integer.toString(blob), Integer.toString(queue)));
    }

    private static String ifFree(String port) {
        try (var socket = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException | NumberFormatException e) {
            return "0";
        }
    }
}
