import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShell } from './testing/shell.ts'
import type { TestShell } from './testing/shell.ts'

describe('edit and diff', () => {
  let shell: TestShell

  beforeAll(async () => {
    // The editor is a program of the test's own: what is in `script` happens to the file.
    shell = await openShell('istio-bookinfo', { env: { EDITOR: 'sh $HOME/editor.sh' } })
  })

  afterAll(() => shell.close())

  function editWith(script: string): void {
    writeFileSync(join(shell.home, 'editor.sh'), script.replaceAll('HOME', shell.home))
  }

  async function edit(script: string) {
    editWith(script)
    return shell.run('oc edit routerule reviews-default')
  }

  it('sends what was changed', async () => {
    expect(await edit('sed -i "s/precedence: 1/precedence: 4/" "$1"')).toMatchObject({ code: 0, out: 'routerule.config.istio.io/reviews-default edited\n' })
    expect((await shell.run('oc get routerule reviews-default -o jsonpath={.spec.precedence}')).out).toBe('4')
  })

  it('changes nothing for a file that was left as it was, or emptied', async () => {
    expect(await edit('true')).toEqual({ code: 0, out: '', err: 'Edit cancelled, no changes made.\n' })
    expect(await edit(': > "$1"')).toEqual({ code: 0, out: '', err: 'Edit cancelled, saved file was empty.\n' })
  })

  it('opens the file again with what the server said, and keeps what was typed when that is given up', async () => {
    const { code, err } = await edit('if grep -q "was not valid" "$1"; then cp "$1" HOME/second; else sed -i "s/  precedence: 4/  precedence: 4\\n  redirect: {}/" "$1"; fi')
    expect(code).toBe(1)
    expect(readFileSync(join(shell.home, 'second'), 'utf8')).toMatch(/# routerules\.config\.istio\.io "reviews-default" was not valid:\n# \* .*rule cannot contain both route and redirect|denied the request/)
    const [, kept = ''] = /stored to "([^"]+)"/.exec(err) ?? []
    expect(existsSync(kept)).toBe(true)
    rmSync(kept)
    expect(err).toMatch(/error: Edit cancelled, no valid changes were saved\.\n$/)
  })

  it('says when the editor fails', async () => {
    expect(await edit('exit 3')).toMatchObject({ code: 1, err: 'error: there was a problem with the editor "sh $HOME/editor.sh"\n' })
  })

  it('shows what apply would change, and stores nothing', async () => {
    const manifest = '{"apiVersion":"config.istio.io/v1alpha2","kind":"RouteRule","metadata":{"name":"ratings-default"},"spec":{"destination":{"name":"ratings"},"precedence":9,"route":[{"labels":{"version":"v1"}}]}}'
    const { code, out } = await shell.run('oc diff -f -', manifest)
    expect(code).toBe(1)
    expect(out).toMatch(/^-  precedence: 1\n\+  precedence: 9\n/m)
    expect((await shell.run('oc get routerule ratings-default -o jsonpath={.spec.precedence}')).out).toBe('1')
  })
})
