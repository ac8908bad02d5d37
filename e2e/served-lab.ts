import { test as base, type BrowserContext } from '@playwright/test'
import { createLab } from '../lab/create-lab.ts'
import type { Lab } from '../lab/lab.ts'
import { nodeClock } from '../lab/node/node-clock.ts'
import { readPages } from '../lab/node/read-pages.ts'
import { serveLab } from '../lab/node/serve.ts'

const token = 'e2e'
const suffix = 'lab.localhost'
const api = `api.${suffix}`

/** A lab with bookinfo, its built pages included, on a port of loopback. */
export interface ServedLab {
  /** Address of a route's page, e.g. of `grafana`. */
  page(route: string, path: string): string
  /** Writes an object over the API server, as `oc replace` does. */
  replace(path: string, object: unknown): Promise<void>
  /** Loads the shop's page once, as a user of the shop. */
  visit(user?: string): Promise<void>
}

/** Tests that share one lab, which is gone at their end. */
export const testWithLab = base.extend<{ quietPage: void }, { lab: ServedLab }>({
  lab: [async ({ browserName }, use) => {
    if (browserName !== 'chromium') throw new Error(`Expected Chromium, got ${browserName}`)
    const lab = createLab({
      clock: nodeClock, seed: 11, profile: 'istio-bookinfo', apiHosts: [api], routerSuffix: suffix, publicPort: 80, token, pages: readPages('dist/lab-pages'),
    })
    const served = await serveLab(lab, { port: 0, token })
    await use(reach(lab, new URL(served.url).port))
    await served.close()
    lab.stop()
  }, { scope: 'worker' }],

  // No page may ask another host for anything, nor complain.
  quietPage: [async ({ context }, use) => {
    const complaints = listen(context)
    await use()
    if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`)
  }, { auto: true }],
})

function listen(context: BrowserContext): string[] {
  const complaints: string[] = []
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:' && !hostname.endsWith(`.${suffix}`)) complaints.push(`request to ${request.url()}`)
  })
  context.on('console', (message) => {
    // An answer with an error status is part of some tests; the browser notes each.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  return complaints
}

function reach(lab: Lab, port: string): ServedLab {
  return {
    page: (route, path) => `http://${route}-istio-system.${suffix}:${port}${path}`,
    async replace(path, object) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const response = await lab.fetch(new Request(`http://${api}${path}`, { method: 'PUT', headers, body: JSON.stringify(object) }))
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    },
    async visit(user) {
      const response = await lab.fetch(new Request(`http://istio-ingress-istio-system.${suffix}/productpage`, { headers: user ? { cookie: `user=${user}` } : {} }))
      await response.text()
    },
  }
}
