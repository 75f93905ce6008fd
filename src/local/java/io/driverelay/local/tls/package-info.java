/** Certificates for servers on this machine. */
package io.driverelay.local.tls;
