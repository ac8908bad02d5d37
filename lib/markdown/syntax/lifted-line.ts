import type { Node } from 'mdast'
import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown'
import type { Construct, Extension, State } from 'micromark-util-types'
import { liftedSigns } from '../lift.ts'

/** Stands for a lifted part of the page in the markdown tree. */
interface LiftedNode extends Node {
  type: 'lifted'
  /** Index into `LiftedPage.lifted`. */
  index: number
}

declare module 'mdast' {
  interface RootContentMap {
    lifted: LiftedNode
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    liftedLine: 'liftedLine'
  }
}

/** A block of one line: the sign, a number, the sign. */
const liftedLine: Construct = {
  name: 'liftedLine',
  concrete: true,
  tokenize(effects, ok, nok) {
    return start

    function start(code: number | null): State | undefined {
      if (code !== liftedSigns.open) return nok(code)
      effects.enter('liftedLine')
      effects.consume(code)
      return number
    }

    function number(code: number | null): State | undefined {
      if (code === null || code < 0) return nok(code)
      effects.consume(code)
      if (code !== liftedSigns.close) return number
      effects.exit('liftedLine')
      return ok
    }
  },
}

/** For micromark: a lifted line is a block; blocks of code are found by `liftBlocks` alone. */
export const liftedLineSyntax: Extension = {
  flow: { [liftedSigns.open]: liftedLine },
  disable: { null: ['codeFenced'] },
}

/** For the tree: a lifted line becomes a `lifted` node. */
export const liftedLineFromMarkdown: FromMarkdownExtension = {
  enter: {
    liftedLine(token) {
      const index = Number(this.sliceSerialize(token).slice(1, -1))
      this.enter({ type: 'lifted', index }, token)
    },
  },
  exit: {
    liftedLine(token) {
      this.exit(token)
    },
  },
}
