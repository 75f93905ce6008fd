/** Lays out the app as Azure gets it: function.json from the annotations, jar, libraries, host.json, and a zip of it all. */
package io.driverelay.local.packaging;
