/** Adapters to Microsoft: OneDrive through Graph, and the sign-in authority. */
package io.driverelay.graph;
