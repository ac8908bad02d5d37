import { existsSync } from 'node:fs'
import { toHtml } from 'hast-util-to-html'
import rehypeStringify from 'rehype-stringify'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { parseStep } from '../../lib/markdown/parse-step.ts'
import { readPages } from './pages.ts'
import { race, type Contestant } from './race.ts'

const defaultFolder = '../shared/corpus'

/**
 * Parses and renders every page of a folder of scenarios with our pipeline and with plain remark-rehype, in turns, and
 * prints pages per second and their ratio. Arguments: [folder] [rounds]
 */
export async function main([folder = defaultFolder, rounds = '5']: readonly string[]): Promise<void> {
  if (!existsSync(folder)) {
    console.log(`Skipped: there is no folder ${folder}. Name one with scenarios.`)
    return
  }
  const pages = await readPages(folder)
  const plain = unified().use(remarkParse).use(remarkRehype).use(rehypeStringify)
  const contestants: readonly Contestant[] = [
    { name: 'remark-rehype', render: (page) => String(plain.processSync(page)) },
    { name: 'rehearsal', render: (page) => toHtml(parseStep(page).tree) },
  ]
  const results = race(contestants, pages, Number(rounds))
  const [base] = results
  console.log(`${pages.length} pages, ${(pages.join('').length / 1024).toFixed(0)} KiB, best of ${rounds} rounds`)
  for (const { name, pagesPerSecond } of results) {
    const ratio = pagesPerSecond / (base?.pagesPerSecond ?? pagesPerSecond)
    console.log(`${name.padEnd(16)} ${pagesPerSecond.toFixed(0).padStart(7)} pages/s   ${ratio.toFixed(2)} ×`)
  }
}
