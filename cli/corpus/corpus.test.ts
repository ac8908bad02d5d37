import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runProgram, temporaryFolder } from '../testing.ts'
import type { FolderCounts } from './count.ts'

const page = '`a`{{execute}} `b`{{ exec T2 }} `c`{{copy}} `d`{{open}} `e`{{}} `f`{{exeute}}\n\n<pre class="file" data-target="clipboard">x</pre>\n\n<pre class="file">y</pre>\n\n>>Q<<\n(*) r\n( ) w\n'

describe('rehearsal corpus', () => {
  it('counts each page once, whoever shows it, and what is broken apart', async () => {
    const step = { text: '../shared.md', verify: '../v.sh', answer: '../answer.md' }
    const folder = temporaryFolder({
      'one/index.json': JSON.stringify({ title: 'One', details: { steps: [step, step] } }),
      'two/index.json': JSON.stringify({ title: 'Two', details: { intro: { text: '../shared.md' }, steps: [step, { text: 'gone.md' }] } }),
      'three/index.json': '{',
      'shared.md': page,
      'answer.md': '`g`{{execute}}',
      'v.sh': 'exit 0',
      'package.json': '{"name": "no scenario"}',
    })
    const { out } = await runProgram('corpus', folder.path, '--json')
    folder.close()
    expect(JSON.parse(out) as FolderCounts).toEqual({
      scenarios: 2, broken: 1, steps: 4, run: 3, copy: 1, open: 1, none: 2, preFile: 1, quiz: 1, verify: 1, problems: 3,
      files: {
        'shared.md': { run: 2, copy: 1, open: 1, none: 2, preFile: 1, quiz: 1 },
        'answer.md': { run: 1, copy: 0, open: 0, none: 0, preFile: 0, quiz: 0 },
      },
    })
  })

  const publicRepositories = existsSync('../shared/corpus')

  // The figures of docs/scenario-format.md.
  it.runIf(publicRepositories)('finds in public repositories what stands in them', { timeout: 120_000 }, async () => {
    const { out } = await runProgram('corpus', '--json')
    const rows = JSON.parse(out) as Record<string, FolderCounts>
    const figures = Object.fromEntries(Object.entries(rows).map(([name, { scenarios, run, copy, open, preFile, quiz, verify }]) => [name, { scenarios, run, copy, open, preFile, quiz, verify }]))
    expect(figures).toEqual({
      'envoyproxy/katacoda-scenarios': { scenarios: 11, run: 94, copy: 6, open: 32, preFile: 33, quiz: 2, verify: 0 },
      'grafana/killercoda': { scenarios: 24, run: 120, copy: 564, open: 0, preFile: 0, quiz: 0, verify: 0 },
      'hashicorp/katakoda': { scenarios: 90, run: 1798, copy: 27, open: 290, preFile: 91, quiz: 0, verify: 28 },
      'katacoda/scenario-examples': { scenarios: 57, run: 68, copy: 3, open: 10, preFile: 18, quiz: 4, verify: 7 },
      'killercoda/scenario-examples': { scenarios: 19, run: 38, copy: 1, open: 0, preFile: 0, quiz: 0, verify: 10 },
      'killercoda/scenario-examples-courses': { scenarios: 8, run: 0, copy: 0, open: 0, preFile: 0, quiz: 0, verify: 0 },
      'openshift-labs/learn-katacoda': { scenarios: 130, run: 2473, copy: 146, open: 252, preFile: 248, quiz: 0, verify: 0 },
    })
  })
})
