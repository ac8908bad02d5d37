import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findKubectls } from '../node/testing/kubectl-binaries.ts'
import type { KubectlBinary } from '../node/testing/kubectl-binaries.ts'
import { KubectlClient } from '../node/testing/kubectl-client.ts'
import { startLab } from '../node/testing/start-lab.ts'
import type { ServedTestLab } from '../node/testing/start-lab.ts'
import { currentLines, goldenLines } from './testing/golden-lines.ts'
import { openShell, splitWords } from './testing/shell.ts'
import type { TestShell } from './testing/shell.ts'

const kubectls = await findKubectls()

compare('1.20', goldenLines)
compare('1.35', { 'the current client': currentLines })

// The same lines by the real client and by ours, one after the other, each against a lab of its own that began in the same way.
function compare(version: KubectlBinary['version'], groups: Readonly<Record<string, readonly string[]>>): void {
  const binary = kubectls.find((one) => one.version === version)
  const title = `as kubectl ${version} says it`
  if (binary === undefined) {
    it.skip(`${title} (there is no kubectl ${version} on this machine)`, () => {})
    return
  }
  describe.each(Object.entries(groups))(`${title}: %s`, (_group, lines) => {
    const parts: { shell?: TestShell; lab?: ServedTestLab; client?: KubectlClient } = {}

    beforeAll(async () => {
      parts.shell = await openShell()
      parts.lab = await startLab()
      parts.client = await KubectlClient.create(binary, { server: parts.lab.api, namespace: 'istio-system' })
    })

    afterAll(async () => {
      await parts.client?.close()
      await parts.lab?.close()
      await parts.shell?.close()
    })

    // One test for all lines of a group: each builds on those before it.
    it('prints the same and exits the same', async () => {
      const different: string[] = []
      for (const line of lines) {
        const [real, ours] = await Promise.all([parts.client?.run(splitWords(line), { input: '' }), parts.shell?.run(`kubectl ${line}`)])
        const theirs = `${plain(real?.stdout ?? '')}\n--- stderr, exit ${real?.code}\n${plain(real?.stderr ?? '')}`
        const own = `${plain(ours?.out ?? '')}\n--- stderr, exit ${ours?.code}\n${plain(ours?.err ?? '')}`
        if (theirs !== own) different.push(`kubectl ${line}\n=== theirs\n${theirs}\n=== ours\n${own}`)
      }
      expect(different.join('\n\n')).toBe('')
    }, 120_000)
  })
}

/** Without what differs from run to run and from lab to lab. */
function plain(text: string): string {
  return text
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UID')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z|\w{3}, \d\d \w{3} \d{4} [\d:]{8} [+-]\d{4}/g, 'TIME')
    .replace(/(resourceVersion"?: ?"?|Resource Version: +)\d+/gi, '$1N')
    .replace(/-[a-z0-9]{5}(?= |\n|$)/g, '-RANDOM')
    .replace(/ +\d+[smhd](\d+[smhd])?(?=\s|$)/g, ' AGE')
    .replace(/127\.0\.0\.1:\d+/g, 'SERVER')
    .replace(/\/tmp\/\S+\/config/g, 'CONFIG')
}
