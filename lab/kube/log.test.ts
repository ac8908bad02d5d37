import { afterEach, describe, expect, it } from 'vitest'
import { createLab } from '../create-lab.ts'
import type { Lab } from '../lab.ts'
import { nodeClock } from '../node/node-clock.ts'

const token = 'secret'
const started: Lab[] = []

function send(lab: Lab, path: string): Promise<Response> {
  return lab.fetch(new Request(`http://api.lab${path}`, { headers: { authorization: `Bearer ${token}` } }))
}

/** The address of the log of a container that wrote something. */
async function startWithLog(): Promise<{ readonly lab: Lab; readonly log: string }> {
  const lab = createLab({ clock: nodeClock, seed: 7, profile: 'istio-bookinfo', apiHosts: ['api.lab'], routerSuffix: 'lab.localhost', publicPort: 80, token })
  started.push(lab)
  for (let view = 0; view < 4; view += 1) await (await lab.fetch(new Request('http://istio-ingress-istio-system.lab.localhost/productpage'))).text()
  const pods = await (await send(lab, '/api/v1/namespaces/istio-system/pods?labelSelector=app=details')).json()
  return { lab, log: `/api/v1/namespaces/istio-system/pods/${pods.items[0].metadata.name}/log?container=details` }
}

afterEach(() => {
  for (const lab of started.splice(0)) lab.stop()
})

describe('a log', () => {
  it('is read whole, from its end, up to a size, and with the time of each line', async () => {
    const { lab, log } = await startWithLog()
    const read = async (query = '') => (await send(lab, log + query)).text()
    const whole = await read()
    const lines = whole.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(2)
    expect(await read('&tailLines=2')).toBe(`${lines.slice(-2).join('\n')}\n`)
    expect(await read('&tailLines=0')).toBe('')
    expect(await read('&limitBytes=10')).toBe(whole.slice(0, 10))
    const timed = (await read('&timestamps=True')).trimEnd().split('\n')
    expect(timed.map((line) => line.slice(31))).toEqual(lines)
    for (const line of timed) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z /)
    // The newest lines only, by the time that the log itself tells.
    const last = timed.at(-1)?.slice(0, 30) ?? ''
    expect((await read(`&sinceTime=${last}`)).length).toBeLessThanOrEqual(whole.length)
    expect(await read('&sinceTime=2999-01-01T00:00:00Z')).toBe('')
  })

  it('that is followed ends at its size', async () => {
    const { lab, log } = await startWithLog()
    const whole = await (await send(lab, log)).text()
    const followed = send(lab, `${log}&follow=true&limitBytes=${whole.length + 5}`).then((response) => response.text())
    await (await lab.fetch(new Request('http://istio-ingress-istio-system.lab.localhost/productpage'))).text()
    expect((await followed).length).toBe(whole.length + 5)
  })

  it.each([
    ['previous=true', 400, 'previous terminated container "details" in pod'],
    ['tailLines=-1', 422, 'tailLines: Invalid value: -1: must be greater than or equal to 0'],
    ['limitBytes=0', 422, 'limitBytes: Invalid value: 0: must be greater than 0'],
    ['tailLines=many', 400, 'strconv.ParseInt: parsing "many"'],
    ['sinceTime=yesterday', 400, 'parsing time "yesterday"'],
    ['sinceTime=2024-01-01T00:00:00Z&sinceSeconds=5', 422, 'at most one of `sinceTime` or `sinceSeconds`'],
  ])('with %s is refused', async (query, status, message) => {
    const { lab, log } = await startWithLog()
    const response = await send(lab, `${log}&${query}`)
    expect(response.status).toBe(status)
    expect((await response.json()).message).toContain(message)
  })
})
