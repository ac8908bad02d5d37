import { afterEach, describe, expect, it } from 'vitest'
import { createLab } from './create-lab.ts'
import type { Lab, LabOptions, LabState } from './lab.ts'
import { nodeClock } from './node/node-clock.ts'

const options: LabOptions = { clock: nodeClock, seed: 7, profile: 'istio-bookinfo', apiHosts: ['api.lab'], routerSuffix: 'lab-80.localhost', publicPort: 3000, token: 'secret' }
const started: Lab[] = []

function start(more: Partial<LabOptions> = {}): Lab {
  const lab = createLab({ ...options, ...more })
  started.push(lab)
  return lab
}

afterEach(() => {
  for (const lab of started.splice(0)) lab.stop()
})

const productPage = 'http://istio-ingress-istio-system.lab-80.localhost:3000/productpage'
const rule = 'http://api.lab/apis/config.istio.io/v1alpha2/namespaces/istio-system/routerules/reviews-default'
const bearer = { authorization: 'Bearer secret' }

async function loadPage(lab: Lab): Promise<string> {
  return (await lab.fetch(new Request(productPage))).text()
}

/** Puts half of the reviews on v3, as the lab's fourth step does. */
async function halve(lab: Lab): Promise<void> {
  const stored = await (await lab.fetch(new Request(rule, { headers: bearer }))).json()
  stored.spec.route = [{ labels: { version: 'v1' }, weight: 50 }, { labels: { version: 'v3' }, weight: 50 }]
  const response = await lab.fetch(new Request(rule, { method: 'PUT', headers: { ...bearer, 'content-type': 'application/json' }, body: JSON.stringify(stored) }))
  expect(response.status).toBe(200)
}

async function redPages(lab: Lab, loads: number): Promise<number> {
  const pages = await Promise.all(Array.from({ length: loads }, () => loadPage(lab)))
  return pages.filter((page) => page.includes('<font color="red">')).length
}

describe('createLab', () => {
  it('serves the shop through its router, all reviews on v1', async () => {
    const page = await loadPage(start())
    expect(page).toContain('The Comedy of Errors')
    expect(page).not.toContain('glyphicon-star')
  })

  it('moves half of the traffic when the rule says so', async () => {
    const lab = start()
    await halve(lab)
    const red = await redPages(lab, 100)
    expect(red).toBeGreaterThan(30)
    expect(red).toBeLessThan(70)
  })

  it('asks for its token', async () => {
    const response = await start().fetch(new Request(rule))
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ kind: 'Status', reason: 'Unauthorized' })
  })

  it('goes on from a snapshot that went through JSON', async () => {
    const first = start()
    await halve(first)
    first.snapshot()
    const state: LabState = JSON.parse(JSON.stringify(first.snapshot()))
    const second = start({ state })
    expect(await redPages(second, 100)).toBeGreaterThan(30)
    const stored = await second.fetch(new Request(rule, { headers: bearer }))
    expect((await stored.json()).spec.route).toHaveLength(2)
  })

  it('says that a stopped lab has ended', async () => {
    const lab = start()
    lab.stop()
    expect((await lab.fetch(new Request(productPage))).status).toBe(503)
  })
})
