/** How each drive stands: read by the timer, published as it was read, asked for without a call to Graph. */
package io.driverelay.status;
