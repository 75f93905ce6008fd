/** A small Functions host: runs the packaged app as the platform would, from its package alone, in a JVM and a class loader of its own. */
package io.driverelay.local.host;
