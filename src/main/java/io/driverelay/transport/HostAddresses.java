package io.driverelay.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Which addresses a host has at this moment, in the order in which to try them. */
public interface HostAddresses {
    /** As the system resolves them. */
    HostAddresses SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** @throws UnknownHostException when there is none that may be used; its message is shown */
    List<InetAddress> of(String host) throws UnknownHostException;
}
