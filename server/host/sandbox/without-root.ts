import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bwrapDriver } from './bwrap.ts'
import { ociDriver } from './oci.ts'
import { runShell, testRootFileSystems, testSpec } from './testing.ts'

/** What `without-root.test.ts` asks of a host process that an ordinary user started; printed as JSON. */
export async function tryWithoutRoot(): Promise<void> {
  const options = { folder: mkdtempSync(join(tmpdir(), 'without-root-')), rootFileSystems: testRootFileSystems }
  const driver = bwrapDriver(options)
  // What else the user runs is not the session's.
  const others = Array.from({ length: 80 }, () => spawn('sleep', ['600'], { stdio: 'ignore' }))
  process.once('exit', () => {
    for (const other of others) other.kill('SIGKILL')
  })
  const probed = await driver.probe()
  const { loopbackOnly } = driver
  const oci = await ociDriver(options).probe()
  if (!probed.ok) return void console.log(JSON.stringify({ probed, loopbackOnly, oci }))
  const { id } = testSpec()
  const sandbox = await driver.create(testSpec({ id, internet: true }))
  const run = async (script: string) => (await runShell(sandbox, script)).stdout.toString().trim()
  const limits = await run('grep -E "Max (processes|data size)" /proc/self/limits | tr -s " " | cut -d " " -f 3-5')
  const user = await run('id -u; echo kept > ~/note')
  const { code } = await runShell(sandbox, 'exit 7')
  const pty = await sandbox.openPty({ cols: 91, rows: 31, command: ['/bin/sh', '-c', 'stty size'] })
  const terminal = await new Promise<string>((resolve) => {
    let text = ''
    pty.onData((data) => {
      text += data.toString()
    })
    pty.onExit(() => resolve(text.trim()))
  })
  await runShell(sandbox, 'setsid python3 -c "import socket; s = socket.create_server((\'127.0.0.1\', 8123)); print(1, flush=True); s.accept()[0].sendall(b\'hello\')" > up & until grep -q 1 up; do sleep .02; done')
  const connection = await sandbox.connect(8123)
  const heard = await new Promise<string>((resolve) => {
    connection.once('data', (data: Buffer) => resolve(data.toString()))
  })
  connection.destroy()
  const timedOut = await sandbox.exec({ command: ['/bin/sh', '-c', 'setsid sleep 7654321 & sleep 7654321'], timeoutMs: 500, maxOutputBytes: 100 })
  const sleeping = await run('ps -e -o args | grep -c "^sleep 7654321"')
  await sandbox.destroy({ keepHome: true })
  const again = await driver.create(testSpec({ id }))
  const note = (await runShell(again, 'cat ~/note')).stdout.toString().trim()
  await again.destroy()
  console.log(JSON.stringify({ probed, loopbackOnly, oci, warnings: sandbox.warnings, limits, user, code, terminal, heard, timedOut: timedOut.timedOut, sleeping, note }))
}
