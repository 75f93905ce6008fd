/** What a caller is told when a call is refused: one closed list of codes, the same words on every route. */
package io.driverelay.refusal;
