import type { Result } from '../../lib/protocol/result.ts'

/** How the store reaches the learner's machine. */
export interface FileAccess {
  read(path: string): Promise<Result<{ readonly text: string }>>
  write(path: string, text: string): Promise<Result<null>>
}

export type FileStatus =
  | { readonly kind: 'loading' | 'saved' | 'changed' | 'saving' }
  /** Not there yet: it is made with the first letter. */
  | { readonly kind: 'new' }
  | { readonly kind: 'failed'; readonly message: string }

export interface OpenFile {
  readonly path: string
  readonly text: string
  /** Counts up when the text was changed from outside, so that the view takes it over. */
  readonly revision: number
  readonly status: FileStatus
}

export interface EditorState {
  readonly files: readonly OpenFile[]
  readonly front?: string | undefined
}

/** Quiet time after the last letter before a file is saved. */
const saveDelayMs = 400

/** The files open in the editor: loaded, saved as the learner types, and taken over when something else changes them. */
export class EditorStore {
  readonly #access: FileAccess
  readonly #listeners = new Set<() => void>()
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  #state: EditorState = { files: [] }

  constructor(access: FileAccess) {
    this.#access = access
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getState = (): EditorState => this.#state

  /** Opens a file or brings it to the front. */
  open(path: string): void {
    const known = this.#file(path)
    if (known) {
      this.#set({ ...this.#state, front: path })
      // What never could be read is tried again; what could not be saved holds the only copy of its text.
      if (known.status.kind === 'failed' && known.revision === 0) void this.#load(path)
      return
    }
    this.#set({ files: [...this.#state.files, { path, text: '', revision: 0, status: { kind: 'loading' } }], front: path })
    void this.#load(path)
  }

  close(path: string): void {
    const file = this.#file(path)
    if (file?.status.kind === 'changed') void this.#save(path)
    const files = this.#state.files.filter((other) => other.path !== path)
    this.#set({ files, front: this.#state.front === path ? files.at(-1)?.path : this.#state.front })
  }

  /** The learner typed. */
  edit(path: string, text: string): void {
    this.#change(path, { text, status: { kind: 'changed' } })
    clearTimeout(this.#timers.get(path))
    this.#timers.set(path, setTimeout(() => void this.#save(path), saveDelayMs))
  }

  /** Something may have changed on the machine: files without unsaved letters are read again. */
  refresh(): void {
    for (const { path, status } of this.#state.files) {
      if (status.kind === 'saved' || status.kind === 'new') void this.#load(path)
    }
  }

  /** Saves what is unsaved and stops. */
  dispose(): void {
    for (const { path, status } of this.#state.files) if (status.kind === 'changed') void this.#save(path)
    this.#listeners.clear()
  }

  async #load(path: string): Promise<void> {
    const result = await this.#access.read(path)
    const file = this.#file(path)
    // What the learner typed meanwhile is newer than what was read.
    if (!file || file.status.kind === 'changed' || file.status.kind === 'saving') return
    if (!result.ok) return this.#change(path, { status: result.code === 'not-found' ? { kind: 'new' } : { kind: 'failed', message: result.message } })
    const { text } = result.value
    if (text === file.text && file.status.kind === 'saved') return
    this.#change(path, { text, revision: file.revision + 1, status: { kind: 'saved' } })
  }

  async #save(path: string): Promise<void> {
    clearTimeout(this.#timers.get(path))
    this.#timers.delete(path)
    const file = this.#file(path)
    if (!file) return
    this.#change(path, { status: { kind: 'saving' } })
    const result = await this.#access.write(path, file.text)
    if (this.#file(path)?.status.kind !== 'saving') return
    this.#change(path, { status: result.ok ? { kind: 'saved' } : { kind: 'failed', message: result.message } })
  }

  #file(path: string): OpenFile | undefined {
    return this.#state.files.find((file) => file.path === path)
  }

  #change(path: string, change: Partial<OpenFile>): void {
    this.#set({ ...this.#state, files: this.#state.files.map((file) => (file.path === path ? { ...file, ...change } : file)) })
  }

  #set(state: EditorState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
