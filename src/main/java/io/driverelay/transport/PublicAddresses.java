package io.driverelay.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A host's addresses, if each of them is one of the open internet (RFC 6890): what is connected to is what was looked at, whatever the name
 * resolves to a moment later. A host with one address that is not is refused whole.
 */
public final class PublicAddresses implements HostAddresses {
    private static final List<Net> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    // the platform's own, behind every virtual machine of Azure
                    "168.63.129.16/32",
                    // Teredo and 6to4 hold an address of the old kind; documentation
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Net::of)
            .toList();

    private static final Net GLOBAL = Net.of("2000::/3");

    private final HostAddresses resolver;
    private final Predicate<String> exempt;

    /** @param exempt hosts whose addresses may be any */
    public PublicAddresses(HostAddresses resolver, Predicate<String> exempt) {
        this.resolver = resolver;
        this.exempt = exempt;
    }

    @Override
    public List<InetAddress> of(String host) throws UnknownHostException {
        List<InetAddress> all = resolver.of(host);
        if (!exempt.test(host) && !all.stream().allMatch(PublicAddresses::isPublic)) {
            throw new RefusedHostException("the host has an address that is not of the open internet");
        }
        return all;
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean global = bytes.length == 4 || GLOBAL.holds(bytes);
        return global && NOT_PUBLIC.stream().noneMatch(net -> net.holds(bytes));
    }

    /** A range of addresses. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Net(byte[] first, int bits) {
        static Net of(String cidr) {
            String[] parts = cidr.split("/", 2);
            try {
                return new Net(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("no address", e);
            }
        }

        boolean holds(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            int whole = bits / 8;
            int mask = 0xff00 >> bits % 8 & 0xff;
            for (int n = 0; n < whole; n++) {
                if (address[n] != first[n]) {
                    return false;
                }
            }
            return mask == 0 || (address[whole] & mask) == (first[whole] & mask);
        }
    }
}
