import { createServer } from 'node:net'
import { expect } from '@playwright/test'
import { testWithPlayer } from './player.ts'
import { openScenario, screenOf, type } from './terminal-page.ts'

const test = testWithPlayer({ scenarios: 'scenarios' })

/** With the driver `local` the learner's ports are this machine's. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return address && typeof address !== 'string' ? address.port : 0
}

test('programs inside pods, and their ports, from the terminal', async ({ page, player }) => {
  test.setTimeout(120_000)
  const port = await freePort()
  const screen = screenOf(page)
  await openScenario(page, player, 'istio-canary')

  await test.step("Istio's own check of bookinfo", async () => {
    await type(page, `kubectl exec -it $(kubectl get pod -l app=ratings -o jsonpath='{.items[0].metadata.name}') -c ratings -- curl -s productpage:9080/productpage | grep -o "<title>.*</title>"`)
    await expect(screen).toContainText('<title>Simple Bookstore App</title>')
  })

  await test.step('a shell in a container', async () => {
    await type(page, 'clear; oc rsh -c ratings deploy/ratings-v1')
    await expect(screen).toHaveText(/^#\s*$/)
    await type(page, 'echo in $HOSTNAME; exit 3')
    await expect(screen).toContainText(/in ratings-v1-\d+-\w{5}/)
    await expect(screen).toContainText('command terminated with exit code 3')
  })

  await test.step('a forwarded port, until it is ended', async () => {
    await type(page, `clear; kubectl port-forward svc/productpage ${port}:9080 &`)
    await expect(screen).toContainText(`Forwarding from 127.0.0.1:${port} -> 9080`)
    await type(page, `curl -s localhost:${port}/productpage | grep -o "<title>.*</title>"`)
    await expect(screen).toContainText(`Handling connection for ${port}`)
    await expect(screen).toContainText('<title>Simple Bookstore App</title>')
    await type(page, 'clear; kill -INT %1; wait %1; echo "ended with $?"')
    await expect(screen).toContainText('ended with 0')
  })
})
