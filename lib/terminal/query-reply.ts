/**
 * What a terminal answers by itself when a program asks it something: cursor position, device attributes, modes,
 * window size, colours, settings. A key of the learner never looks like this.
 */
// oxlint-disable no-control-regex -- escapes are what this looks for
const replies = [
  // CSI … R (cursor), n (status), c (attributes), t (window), x (parameters), y with $ (modes), u with ? (keyboard)
  /^\x1b\[[?>=]?[\d;]*(?:[Rnctx]|\$y)$/,
  /^\x1b\[\?[\d;]*u$/,
  // OSC (colours) and DCS (settings, version) with either end mark
  /^\x1b[\]P][^]*(?:\x07|\x1b\\)$/,
  // Focus reports
  /^\x1b\[[IO]$/,
]
// oxlint-enable no-control-regex

/** Whether xterm wrote this on its own, in answer to output it parsed. */
export function isQueryReply(data: string): boolean {
  return replies.some((reply) => reply.test(data))
}
