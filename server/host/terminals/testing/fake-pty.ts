import type { Pty } from '../../sandbox/sandbox.ts'

/** A program whose output a test says; while it is paused its output waits, as in the kernel. */
export class FakePty implements Pty {
  readonly typed: Buffer[] = []
  readonly sizes: string[] = []
  /** Sees what the terminal is given, at that moment. */
  onDelivered: (data: Buffer) => void = () => undefined
  #listener: (data: Buffer) => void = () => undefined
  #onExit: (exit: { readonly code: number }) => void = () => undefined
  #waiting: Buffer[] = []
  #paused = false

  print(bytes: Buffer): void {
    if (this.#paused) this.#waiting.push(bytes)
    else this.#deliver(bytes)
  }

  get paused(): boolean {
    return this.#paused
  }

  write(data: Uint8Array): void {
    this.typed.push(Buffer.from(data))
  }

  resize(cols: number, rows: number): void {
    this.sizes.push(`${cols}x${rows}`)
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    while (this.#waiting.length > 0 && !this.#paused) this.#deliver(this.#waiting.shift() ?? Buffer.alloc(0))
  }

  #deliver(bytes: Buffer): void {
    this.onDelivered(bytes)
    this.#listener(bytes)
  }

  exit(code: number): void {
    this.#onExit({ code })
  }

  kill(): void {}

  foreground(): string | undefined {
    return undefined
  }

  onData(listener: (data: Buffer) => void): void {
    this.#listener = listener
  }

  onExit(listener: (exit: { readonly code: number }) => void): void {
    this.#onExit = listener
  }
}
