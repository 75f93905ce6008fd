/** One file on its way to a drive: the record and its vocabulary. Everything that must be remembered of it is in the record. */
package io.driverelay.upload;
