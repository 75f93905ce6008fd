/**
 * What lies in a home's folder on its drive: backups as pairs of a {@code .tar} and its description, and whatever else was found there, told
 * and never fatal. What is deleted here can be deleted again after a crash at any step.
 */
package io.driverelay.backup;
