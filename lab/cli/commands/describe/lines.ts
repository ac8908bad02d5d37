import { TabWriter } from '../../output/tab-writer.ts'

/** Collects the lines of a description; tabs separate what will stand in columns. */
export class Lines {
  #sections: string[][] = [[]]

  /** A line, `level` steps of two blanks to the right. */
  add(level: number, text: string): this {
    this.#sections.at(-1)?.push(`${'  '.repeat(level)}${text}`)
    return this
  }

  /** Columns of what follows do not depend on what stands above. */
  flush(): this {
    this.#sections.push([])
    return this
  }

  /** Several lines that stand as they are. */
  addAll(lines: readonly string[]): this {
    this.#sections.at(-1)?.push(...lines)
    return this
  }

  /** The text with its columns lined up. */
  aligned(): string {
    return this.#sections.map((lines) => new TabWriter().write(lines)).join('')
  }

  /** The text with its tabs. */
  raw(): string {
    return this.#sections.flat().map((line) => `${line}\n`).join('')
  }
}
