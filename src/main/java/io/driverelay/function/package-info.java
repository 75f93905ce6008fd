/** The doors: triggers in, use cases called, replies out. The only place that knows the platform's triggers. */
package io.driverelay.function;
