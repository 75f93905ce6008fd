/**
 * Carries committed uploads to their drives, turn by turn. The drive's word is the truth about what it holds; the record is written
 * before anything is done; every step may run twice.
 *
 * <p>What is durable after each step, and why a death there does no harm:
 *
 * <ol>
 *   <li><b>The claim</b> (record, If-Match): this turn alone works on the upload. Dead: the claim runs out, and upkeep or the ticket's next
 *       delivery begins another turn. A turn that goes on beyond its claim meets ClaimLost at its next write.
 *   <li><b>The right of way</b> (lane, If-Match): this upload alone moves under the name. It has no lease: it holds as long as its holder's
 *       claim. Dead: whoever comes next sees that the claim ran out, ends the session of the dead one if that is older, and waits for it if
 *       it is newer.
 *   <li><b>A session is opened</b> at the drive, then recorded before its first byte. Dead in between: a session that nobody knows holds
 *       nothing, and ends by itself; the next turn opens another.
 *   <li><b>Each fragment</b> is followed by a checkpoint. Dead in between, or the answer lost: the drive is asked how far it stands.
 *   <li><b>The end is announced</b> ({@code checkpoint.ending}) before the request that completes the file. Dead after it, whether or not it
 *       was sent: what lies under the name is this upload's only if it is there, equal, and this flag is set; without the flag nothing can
 *       be. Refused for its name at its first sending, the flag is taken back: what lies there is another's. Not there: the session goes
 *       on, or another one.
 *   <li><b>The item is recorded</b>, then <b>its arrival</b> in the lane. Dead in between: no older upload takes the lane from a newer one
 *       whose record has an item; that one comes back, and notes the arrival as it takes the lane.
 *   <li><b>A bad item is deleted</b> (read and judged again first, in that version alone), then counted in the write that sends anew. Dead in between: it is
 *       found gone, which sends anew as well.
 *   <li><b>The metadata file</b> comes last on the drive. Dead after it: it is written once more, the same.
 *   <li><b>Delivered</b> is recorded, which gives the claim back. Dead after it: upkeep deletes the content and tells the listeners, whose
 *       {@code toTell} is still set.
 *   <li><b>Waiting, queued, failed, cancelled</b> are recorded before the next ticket is sent, listeners are told, or content is deleted.
 *       Dead after it: upkeep sends the ticket when it is due, tells, and deletes.
 * </ol>
 *
 * <p>What may go wrong on the way, and what is done about it, is one table: {@link io.driverelay.relay.Trouble}.
 */
package io.driverelay.relay;
