package io.driverelay.transport;

import java.security.Provider;
import org.conscrypt.Conscrypt;

/** Conscrypt, BoringSSL in a Java provider; a class of its own, since without the library it does not load. */
final class NativeProvider {
    private NativeProvider() {}

    /** @throws UnsatisfiedLinkError on another processor or system, or where a temporary folder may not hold code */
    static Provider load() {
        Conscrypt.checkAvailability();
        return Conscrypt.newProvider();
    }
}
