/** The storage emulator: installed once from npm, started on free ports, ended gently by whatever happens to its parent. */
package io.driverelay.local.azurite;
