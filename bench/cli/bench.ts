import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { startLab } from '../../lab/node/testing/start-lab.ts'

const rule = 'apiVersion: config.istio.io/v1alpha2\nkind: RouteRule\nmetadata:\n  name: reviews-default\nspec:\n  destination:\n    name: reviews\n  precedence: 1\n  route:\n  - labels:\n      version: v1\n    weight: 50\n  - labels:\n      version: v3\n    weight: 50\n'

const commands = ['config current-context', 'get pods', 'get routerule reviews-default -o yaml', 'replace -f rule.yaml', 'logs deployment/ratings-v1 -c ratings --tail=1']

/**
 * How long our oc takes, beside Node that does nothing, in turns. Every command goes to a lab in this process, as it does in the
 * product. Prints the best and the middle of the rounds, and their ratio to Node's. Arguments: [rounds]
 */
export async function main([rounds = '15']: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-cli-'))
  const lab = await startLab()
  try {
    const program = join(folder, 'oc')
    const { buildCli } = (await import(new URL('../../lab/cli/build.mjs', `file://${join(process.cwd(), 'bench', 'cli', 'x')}`).href)) as { buildCli: (outFile: string) => Promise<void> } // A script without types.
    await buildCli(program)
    writeFileSync(join(folder, 'rule.yaml'), rule)
    writeFileSync(join(folder, 'config'), JSON.stringify(kubeconfig(lab.api)))
    const contestants = [{ name: 'node -e 0', words: ['-e', '0'] }, ...commands.map((line) => ({ name: `oc ${line}`, words: [program, ...line.split(' ')] }))]
    const times = contestants.map((): number[] => [])
    for (let round = 0; round < Number(rounds); round += 1) for (const [at, { words }] of contestants.entries()) times[at]?.push(await timeOf(words, folder))
    report(contestants.map(({ name }, at) => ({ name, times: times[at] ?? [] })))
  } finally {
    await lab.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function timeOf(words: readonly string[], folder: string): Promise<number> {
  const startedMs = performance.now()
  const child = spawn(process.execPath, words, { cwd: folder, stdio: 'ignore', env: { ...process.env, KUBECONFIG: join(folder, 'config') } })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve(performance.now() - startedMs) : reject(new Error(`${words.join(' ')} ended with ${code}`))))
  })
}

function report(rows: readonly { readonly name: string; readonly times: readonly number[] }[]): void {
  const sorted = rows.map(({ name, times }) => ({ name, ordered: times.toSorted((a, b) => a - b) }))
  const best = sorted[0]?.ordered[0] ?? 1
  const middle = sorted[0]?.ordered[Math.floor((sorted[0]?.ordered.length ?? 0) / 2)] ?? 1
  for (const { name, ordered } of sorted) {
    const [first = 0, half = 0] = [ordered[0], ordered[Math.floor(ordered.length / 2)]]
    console.log(`${name.padEnd(50)} best ${first.toFixed(0).padStart(5)} ms ${(first / best).toFixed(2)} ×   middle ${half.toFixed(0).padStart(5)} ms ${(half / middle).toFixed(2)} ×`)
  }
}

function kubeconfig(server: string): unknown {
  return {
    apiVersion: 'v1', kind: 'Config', 'current-context': 'lab', clusters: [{ name: 'lab', cluster: { server } }], users: [{ name: 'admin', user: { token: 'test-token' } }],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'admin', namespace: 'istio-system' } }],
  }
}
