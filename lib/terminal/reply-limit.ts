/** What a terminal may answer in a second, and at once. Programs ask for some dozens of things when they start, and few later. */
const most = { replies: 100, chars: 4096 }

export interface ReplyLimit {
  /** Whether this answer may still go to the program; one that may not is forgotten. */
  take(reply: string): boolean
}

/**
 * Bounds what a terminal types by itself: output that consists of questions must neither fill the program's input nor
 * use up the messages that the learner's own keys need.
 * @param now monotonic milliseconds
 */
export function createReplyLimit(now: () => number): ReplyLimit {
  let left = { ...most }
  let at = now()
  return {
    take(reply) {
      const time = now()
      const share = (time - at) / 1000
      at = time
      left = {
        replies: Math.min(most.replies, left.replies + share * most.replies),
        chars: Math.min(most.chars, left.chars + share * most.chars),
      }
      if (left.replies < 1 || left.chars < reply.length) return false
      left = { replies: left.replies - 1, chars: left.chars - reply.length }
      return true
    },
  }
}
