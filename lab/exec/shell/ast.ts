/** A list of commands: what `sh -c` runs. */
export type Script = readonly AndOr[]

export interface AndOr {
  readonly first: Pipeline
  readonly rest: readonly { readonly when: '&&' | '||'; readonly pipeline: Pipeline }[]
}

export interface Pipeline {
  /** `! command`: the status is turned round. */
  readonly negated: boolean
  readonly commands: readonly Command[]
}

export type Command =
  | { readonly kind: 'simple'; readonly assignments: readonly Assignment[]; readonly words: readonly Word[]; readonly redirects: readonly Redirect[] }
  | { readonly kind: 'group'; readonly body: Script; readonly subshell: boolean; readonly redirects: readonly Redirect[] }
  | { readonly kind: 'if'; readonly branches: readonly { readonly condition: Script; readonly body: Script }[]; readonly otherwise: Script; readonly redirects: readonly Redirect[] }
  | { readonly kind: 'loop'; readonly until: boolean; readonly condition: Script; readonly body: Script; readonly redirects: readonly Redirect[] }
  | { readonly kind: 'for'; readonly name: string; readonly words: readonly Word[] | undefined; readonly body: Script; readonly redirects: readonly Redirect[] }

export interface Assignment {
  readonly name: string
  readonly value: Word
}

/** `2>&1`, `>/dev/null`, `<FILE`. */
export interface Redirect {
  /** 0 stdin, 1 stdout, 2 stderr, `both` for `&>`. */
  readonly stream: 0 | 1 | 2 | 'both'
  readonly kind: 'from' | 'to' | 'copy'
  readonly target: Word
}

/** A word before expansion: pieces that are joined. */
export type Word = readonly Piece[]

export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  /** `$NAME`, `${NAME}`, `${NAME:-word}`, `$?`, `$1`. */
  | { readonly kind: 'variable'; readonly name: string; readonly standard: string | undefined; readonly quoted: boolean }
  | { readonly kind: 'command'; readonly script: Script; readonly quoted: boolean }
  /** `$((1 + 2))`, as it was typed. */
  | { readonly kind: 'sum'; readonly text: string; readonly quoted: boolean }
