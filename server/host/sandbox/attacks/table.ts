import type { AttackResult } from './scene.ts'

export interface Column {
  readonly title: string
  /** Why this driver could not be attacked here. */
  readonly skipped?: string
  readonly results: readonly AttackResult[]
}

const signs = { held: 'held', breached: '**breached**', skipped: 'not tried' } as const

/** The results as a table in markdown, attacks down and drivers across. */
export function drawTable(columns: readonly Column[]): string {
  const titles = columns.flatMap(({ results }) => results.map(({ title }) => title))
  const rows = [...new Set(titles)].map((title) => [
    title, ...columns.map(({ skipped, results }) => {
      const found = results.find((result) => result.title === title)
      return found ? signs[found.verdict.kind] : skipped ? 'skipped' : '–'
    }),
  ])
  const lines = [['attack', ...columns.map(({ title }) => title)], columns.map(() => '---').concat('---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/**
 * What is wrong with the results of one driver, one sentence each.
 * @param open titles of attacks that are known to get through
 */
export function judge(title: string, results: readonly AttackResult[], open: readonly string[] = []): readonly string[] {
  if (title === 'local') {
    // An attack that a bare shell withstands is none, and its "held" elsewhere would mean nothing.
    return results.flatMap(({ title: attack, verdict, onBareShell }) => (
      onBareShell === 'breached' && verdict.kind !== 'breached' ? [`This attack no longer gets through on a bare shell, so it shows nothing: ${attack} (${verdict.detail}).`] : []
    ))
  }
  return results.flatMap(({ title: attack, verdict }) => (verdict.kind === 'held' || (verdict.kind === 'breached' && open.includes(attack)) ? [] : [`Driver ${title} did not hold: ${attack} (${verdict.detail}).`]))
}
