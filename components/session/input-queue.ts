import { limits } from '../../lib/protocol/limits.ts'

export interface InputMessage {
  readonly seq: number
  readonly data: string
}

/**
 * What was typed into one terminal, numbered, until the server says that it arrived. A message that was lost with its
 * connection is sent again and counts once.
 */
export class InputQueue {
  /** Sent or waiting, oldest first; bounded by what the server itself would keep. */
  #messages: InputMessage[] = []
  #chars = 0
  #last = 0
  #sent = 0
  readonly #send: (message: InputMessage) => void
  #open = false

  constructor(send: (message: InputMessage) => void) {
    this.#send = send
  }

  type(data: string): void {
    for (const piece of pieces(data)) {
      if (this.#chars + piece.length > limits.inputQueueBytes) this.#forgetOldest()
      this.#last += 1
      const message = { seq: this.#last, data: piece }
      this.#messages.push(message)
      this.#chars += piece.length
    }
    this.#flush()
  }

  /** Attached: `arrived` is the highest number the server has; all later ones go out (again). */
  attached(arrived: number): void {
    this.#messages = this.#messages.filter(({ seq }) => seq > arrived)
    this.#chars = this.#messages.reduce((sum, { data }) => sum + data.length, 0)
    // A tab that was loaded anew starts counting behind what the server already saw of it.
    if (arrived > this.#last) this.#last = arrived
    this.#sent = arrived
    this.resume()
  }

  /** The program reads again: what waited goes out. */
  resume(): void {
    this.#open = true
    this.#flush()
  }

  /** The connection is gone, or the program reads nothing: what is typed waits. */
  pause(): void {
    this.#open = false
  }

  #flush(): void {
    if (!this.#open) return
    for (const message of this.#messages) {
      if (message.seq <= this.#sent) continue
      this.#sent = message.seq
      this.#send(message)
    }
  }

  #forgetOldest(): void {
    const oldest = this.#messages.shift()
    this.#chars -= oldest?.data.length ?? 0
  }
}

// Cut between characters: half of a surrogate pair is not a character to anyone.
function pieces(data: string): readonly string[] {
  if (data.length <= limits.maxInputChars) return [data]
  const list: string[] = []
  for (let at = 0; at < data.length;) {
    const end = at + limits.maxInputChars
    const cut = isHighSurrogate(data.charCodeAt(end - 1)) ? end - 1 : end
    list.push(data.slice(at, cut))
    at = cut
  }
  return list
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}
