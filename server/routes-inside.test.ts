import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bwrapDriver } from './host/sandbox/bwrap.ts'
import { testRootFileSystems } from './host/sandbox/testing.ts'
import { joinAs, newCookie, until } from './testing/learner.ts'
import { buildPrograms, startServer, type BuiltPrograms, type StartedServer } from './testing/start-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'routes-inside-'))
const probed = await bwrapDriver({ folder, rootFileSystems: testRootFileSystems }).probe()

function addScenario(scenarios: string): void {
  mkdirSync(join(scenarios, 'shop'))
  writeFileSync(join(scenarios, 'shop', 'index.json'), '{"title":"Shop","details":{"steps":[{"title":"One","text":"one.md"}]},"backend":{"imageid":"istio-0.6.0"}}')
  writeFileSync(join(scenarios, 'shop', 'one.md'), 'Nothing.')
}

describe.skipIf(!probed.ok)(`routes of a lab in its terminal${probed.ok ? '' : `: ${probed.reason}`}`, () => {
  let programs: BuiltPrograms
  let server: StartedServer

  beforeAll(async () => {
    programs = await buildPrograms()
    // The lab's own parts, as `npm run build` made them.
    for (const part of ['lab-tools', 'lab-pages']) cpSync(join('dist', part), join(programs.folder, part), { recursive: true })
    server = await startServer({ programs, addScenarios: addScenario, env: { REHEARSAL_DRIVER: 'bwrap' } })
  }, 120_000)

  afterAll(async () => {
    await server.stop()
    programs.remove()
    rmSync(folder, { recursive: true })
  }, 60_000)

  it('are where `oc get route` says, on the port that it does not name, and on the player’s', async () => {
    const learner = await joinAs({ url: server.url, cookie: await newCookie(server.url), scenario: 'shop' })
    const shows = (text: string) => until(() => learner.text.includes(text), () => `${JSON.stringify(text)} is not in ${JSON.stringify(learner.text.toString())}`)
    await until(() => learner.state.view?.status.kind === 'ready', () => JSON.stringify(learner.state.view?.status) + server.output())
    const host = `istio-ingress-istio-system.${learner.state.view?.addresses.previewId ?? ''}-80.localhost`
    learner.type(`curl -s -o /dev/null -w 'router:%{http_code}.' http://${host}/productpage; curl -s -o /dev/null -w 'player:%{http_code}.' http://${host}:${server.url.port}/productpage\r`)
    await shows('router:200.')
    await shows('player:200.')
    expect(learner.notices).toEqual([])
    await learner.client.end()
    learner.leave()
  }, 120_000)
})
