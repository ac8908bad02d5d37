import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { startLab } from '../../lab/node/testing/start-lab.ts'

const rule = 'apiVersion: config.istio.io/v1alpha2\nkind: RouteRule\nmetadata:\n  name: reviews-default\nspec:\n  destination:\n    name: reviews\n  precedence: 1\n  route:\n  - labels:\n      version: v1\n    weight: 50\n  - labels:\n      version: v3\n    weight: 50\n'

const commands = ['config current-context', 'get pods', 'get routerule reviews-default -o yaml', 'replace -f rule.yaml', 'logs deployment/ratings-v1 -c ratings --tail=1']

/**
 * What our oc takes, beside Node that does nothing, in turns. Every command goes to a lab in this process, as it does in the product.
 * Prints the best time of the rounds, and on Linux the processor time of one run, which a busy machine does not falsify; each with
 * its ratio to Node's. Arguments: [rounds]
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
    const results = contestants.map(({ name }): Result => ({ name, timesMs: [], cpuMs: 0 }))
    for (let round = 0; round < Number(rounds); round += 1) {
      for (const [at, { words }] of contestants.entries()) {
        const before = childrenCpuMs()
        results[at]?.timesMs.push(await timeOf(words, folder))
        const result = results[at]
        if (result !== undefined) result.cpuMs += childrenCpuMs() - before
      }
    }
    report(results, Number(rounds))
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

interface Result {
  readonly name: string
  readonly timesMs: number[]
  cpuMs: number
}

/** Milliseconds of a tick in /proc. */
const tickMs = 10

// Fields 16 and 17 of /proc/self/stat: time of children that have ended. Other systems do not tell.
function childrenCpuMs(): number {
  if (!existsSync('/proc/self/stat')) return 0
  const fields = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /, '').split(' ')
  return (Number(fields[13]) + Number(fields[14])) * tickMs
}

function report(results: readonly Result[], rounds: number): void {
  const [base] = results
  const best = (result: Result) => Math.min(...result.timesMs)
  for (const result of results) {
    const time = `${best(result).toFixed(0).padStart(5)} ms ${(best(result) / (base ? best(base) : 1)).toFixed(2)} ×`
    const cpu = result.cpuMs > 0 ? `   processor ${(result.cpuMs / rounds).toFixed(0).padStart(5)} ms ${(result.cpuMs / (base?.cpuMs ?? 1)).toFixed(2)} ×` : ''
    console.log(`${result.name.padEnd(50)} best ${time}${cpu}`)
  }
}

function kubeconfig(server: string): unknown {
  return {
    apiVersion: 'v1', kind: 'Config', 'current-context': 'lab', clusters: [{ name: 'lab', cluster: { server } }], users: [{ name: 'admin', user: { token: 'test-token' } }],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'admin', namespace: 'istio-system' } }],
  }
}
