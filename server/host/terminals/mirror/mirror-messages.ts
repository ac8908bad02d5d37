export interface ScreenSize {
  readonly cols: number
  readonly rows: number
}

/** What a mirror starts from: an empty screen, or one that was put away. */
export interface MirrorBase extends ScreenSize {
  /** Bytes that repaint it, deflated; absent for an empty one. */
  readonly picture?: Uint8Array
}

/** Output, or a new size at this point of the output. */
export type MirrorStep = Uint8Array | ScreenSize

/** Host to thread: bring one mirror forward, and say how it stands then. */
export interface MirrorRequest {
  readonly id: number
  readonly mirror: number
  /** Starts anew from here; absent when the thread has it. */
  readonly base?: MirrorBase
  readonly steps: readonly MirrorStep[]
  /** Offset that it has reached then; comes back when it is put away. */
  readonly at: number
  readonly wantsPicture: boolean
}

export type ToMirrorThread = { readonly kind: 'request'; readonly request: MirrorRequest } | { readonly kind: 'forget'; readonly mirror: number }

export interface MirrorAnswer {
  readonly id: number
  /** More lines of text would only scroll. */
  readonly scrollsPlainly: boolean
  /** The output so far ends within a sequence. */
  readonly insideSequence: boolean
  readonly alternate: boolean
  readonly size: ScreenSize
  /** Bytes that repaint it; empty unless they were asked for. */
  readonly picture: Uint8Array
}

/** A mirror that was not used for a while, as small as it gets. The thread still has it as well. */
export interface ParkedMirror {
  readonly mirror: number
  readonly at: number
  readonly base: MirrorBase
}

export type FromMirrorThread =
  | { readonly kind: 'answer'; readonly answer: MirrorAnswer }
  /** The output made xterm.js stumble: this mirror begins with an empty screen now. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'parked'; readonly parked: ParkedMirror }
