/** Bounds of the protocol. Both ends use them, so that neither has to guess what the other takes. */
export const limits = Object.freeze({
  /** One message from the browser, in characters of JSON; a longer paste or file is sent in several. */
  maxMessageChars: 32 * 1024,
  /** What the transport takes before it hangs up: as many characters of three bytes each, and a little. */
  maxTransportBytes: 100 * 1024,
  /** Characters of one `terminal:input`; leaves room for JSON escapes (a control character becomes six bytes). */
  maxInputChars: 4 * 1024,
  maxCommandChars: 24 * 1024,
  maxFileChars: 24 * 1024,
  /** Events of one connection per second; acknowledgements are not counted. */
  maxEventsPerSecond: 200,
  maxCols: 500,
  maxRows: 500,
  /** Raw output that one terminal keeps for an exact resume. */
  ringBytes: 256 * 1024,
  /** Lines above the screen that a repaint brings back. */
  scrollbackLines: 5_000,
  /** Bytes parsed after which a client acknowledges; less than half of the smallest window (48 KiB). */
  ackEveryBytes: 16 * 1024,
  /** A fast client need not acknowledge more often than that. */
  ackPauseMs: 10,
  /**
   * A client that parsed less than that acknowledges after so long all the same. Nothing waits for it, and who types would
   * else cause nearly as many acknowledgements as keys.
   */
  ackAfterMs: 1_000,
  /** Typed bytes that wait for a program that does not read. */
  inputQueueBytes: 64 * 1024,
})
