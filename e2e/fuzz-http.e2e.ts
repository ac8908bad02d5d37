import { expect } from '@playwright/test'
import { createRandom, randomText } from '../lab/random.ts'
import { testWithPlayer } from './player.ts'
import { rawRequest } from './raw-http.ts'

const test = testWithPlayer({ scenarios: 'scenarios' })

const requests = 10_000
const atOnce = 32

test(`W11: ${requests} malformed requests leave it serving`, async ({ page, player }) => {
  test.setTimeout(400_000)
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)
  console.log(`seed ${seed} (FUZZ_SEED repeats it)`)
  const random = createRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] ?? list[0] ?? fail()
  const junk = (length: number) => randomText(random, junkAlphabet, Math.floor(random.next() * length))
  const port = new URL(player.url).port

  const one = () => {
    const method = pick(['GET', 'GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'M-SEARCH', junk(8)])
    const path = pick(['/', '/learn/', '/learn/x/files/', '/_next/static/', '/socket.io/?EIO=4&transport=', '/sign-in', '/labs/', '//', '']) + junk(60)
    const host = pick([`localhost:${port}`, `localhost:${port}`, `127.0.0.1:${port}`, `${'a'.repeat(32)}-80.localhost:${port}`, `x.${'b'.repeat(32)}-8443.localhost`, junk(40)])
    const headers = pick(['', 'Upgrade: websocket\r\nConnection: Upgrade\r\n', 'Transfer-Encoding: chunked\r\n', `Content-Length: ${junk(5)}\r\n`, `Cookie: rehearsal=${junk(80)}\r\n`, `Origin: http://localhost:${port}\r\n`, `${junk(30)}\r\n`])
    return `${method} ${path} HTTP/1.${pick(['1', '1', '0', '9'])}\r\nHost: ${host}\r\n${headers}Connection: close\r\n\r\n${junk(40)}`
  }

  let left = requests
  const worker = async () => {
    while (left > 0) {
      left -= 1
      // A connection that the server cuts is an answer too.
      await rawRequest(player.url, one(), { timeoutMs: 10_000 }).catch(() => undefined)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))

  await page.goto(player.url)
  await expect(page.getByRole('link', { name: /Release a new version/ })).toBeVisible()
  const complaints = player.output().split('\n').filter((line) => /unhandled|uncaught|invariant|starting .* again/i.test(line))
  expect(complaints).toEqual([])
})

const junkAlphabet = 'abcXYZ0189-_.~%2e%00/\\?#&=:;,<>"\'{}[]()$`| \t\u00e9\u0001\u007f'

function fail(): never {
  throw new Error('Expected a list that is not empty')
}
