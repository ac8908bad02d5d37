/** Words that stand in the built files of xterm and its addons, and of the socket that feeds it. */
const terminalWords = ['xterm-helper-textarea', 'webglcontextlost', 'socket.io-parser', 'websocket connection closed', '.xterm-']
/** Longer than the page waits before it fetches what a click may need. */
const quietMs = 6_000

/** Loads a page in a fresh profile and weighs every answer of our own origin. `encoding` is what the browser says it takes. */
export async function weigh(browser, { address, path, encoding }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const files = new Map()
  let last = Date.now()
  session.on('Network.responseReceived', ({ requestId, response, type }) => files.set(requestId, { url: response.url, type, bytes: 0 }))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    last = Date.now()
    const file = files.get(requestId)
    if (file) file.bytes = encodedDataLength
  })
  await session.send('Network.enable')
  await session.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': encoding } })
  await page.goto(address + path)
  await page.locator('.xterm').waitFor()
  while (Date.now() - last < quietMs) await page.waitForTimeout(200)
  const own = [...files].filter(([, { url }]) => url.startsWith(`${address}/`))
  const list = []
  for (const [requestId, { url, type, bytes }] of own) {
    const part = (await isOfTerminal(session, requestId, type)) ? 'terminal' : 'page'
    list.push({ path: url.slice(address.length), type, part, kib: bytes / 1024 })
  }
  await context.close()
  list.sort((a, b) => b.kib - a.kib)
  return { files: list, total: sum(list), terminal: sum(list.filter(({ part }) => part === 'terminal')) }
}

async function isOfTerminal(session, requestId, type) {
  if (type !== 'Script' && type !== 'Stylesheet') return false
  const { body } = await session.send('Network.getResponseBody', { requestId })
  return terminalWords.some((word) => body.includes(word))
}

function sum(files) {
  return files.reduce((total, { kib }) => total + kib, 0)
}
