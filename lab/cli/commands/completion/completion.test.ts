import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShell } from '../../testing/shell.ts'
import type { TestShell } from '../../testing/shell.ts'

describe('completion', () => {
  let shell: TestShell

  beforeAll(async () => {
    shell = await openShell()
  })

  afterAll(() => shell.close())

  it.each([
    ['oc', 'proj', ['project', 'projects']],
    ['oc', 'rollout st', ['status']],
    ['kubectl', 'get routerul', ['routerules']],
    ['oc', 'get routerule reviews-', ['reviews-default', 'reviews-test-v2']],
    ['oc', 'rollout status deployment/reviews-v', ['deployment/reviews-v1', 'deployment/reviews-v2', 'deployment/reviews-v3']],
    ['oc', 'get pods --show-l', ['--show-labels']],
    ['oc', '-n istio-system project istio', ['istio-system']],
    ['oc', 'get pods -n kube-p', ['kube-public']],
    ['istioctl', 'kube', ['kube-inject']],
    ['oc', 'nonsense x', []],
  ])('%s %s', async (program, words, expected) => {
    expect((await shell.run(`${program} __complete -- ${words}`)).out).toBe(expected.map((one) => `${one}\n`).join(''))
  })

  it('offers every command for an empty word', async () => {
    expect((await shell.run("oc __complete -- ''")).out).toContain('\nlogin\n')
  })

  it('prints a script for bash', async () => {
    const { code, out } = await shell.run('oc completion bash')
    expect(code).toBe(0)
    expect(out).toContain('complete -o default -F __oc_complete oc\n')
    expect(await shell.run('oc completion fish')).toMatchObject({ code: 1, err: 'error: Unsupported shell type "fish".\n' })
  })
})
