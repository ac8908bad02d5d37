import type { Node } from 'mdast'

/** What a mark stands for; also the name of its element: `rehearsal-code`, … */
const markKinds = ['code', 'file', 'quiz'] as const
export type MarkKind = (typeof markKinds)[number]

/** In the markdown tree, and in the HTML tree until it is sanitised. No markup that an author writes becomes a node of this type. */
export interface Mark extends Node {
  type: 'mark'
  kind: MarkKind
  number: number
  /** Stands between paragraphs rather than in one. */
  block: boolean
}

declare module 'mdast' {
  interface RootContentMap {
    mark: Mark
  }
  interface PhrasingContentMap {
    mark: Mark
  }
}

declare module 'hast' {
  interface RootContentMap {
    mark: Mark
  }
  interface ElementContentMap {
    mark: Mark
  }
}
