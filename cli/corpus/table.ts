import { plain } from '../output.ts'
import { countKeys, type FolderCounts } from './count.ts'

const columns = ['scenarios', 'broken', 'steps', ...countKeys, 'verify', 'problems'] as const

/** One line for each folder, and their sum where there are several. */
export function formatTable(rows: readonly (readonly [string, FolderCounts])[]): string {
  const sum = ['all', ...columns.map((column) => String(rows.reduce((total, [, counts]) => total + counts[column], 0)))]
  return align([
    ['', ...columns],
    ...rows.map(([name, counts]) => [name, ...columns.map((column) => String(counts[column]))]),
    ...rows.length > 1 ? [sum] : [],
  ])
}

/** One line for each page that offers something. */
export function formatFiles({ files }: FolderCounts): string {
  const rows = Object.entries(files).map(([path, counts]) => [path, ...countKeys.map((key) => String(counts[key]))])
  return align([['', ...countKeys], ...rows])
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => `${plain(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))}\n`).join('')
}
