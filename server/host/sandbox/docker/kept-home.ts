import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type Docker from 'dockerode'
import { homeInside } from '../linux/layout.ts'
import { startExec } from './docker-exec.ts'

const env = { PATH: '/usr/local/bin:/usr/bin:/bin' }

/** Writes the home folder as an archive on our disk, made by a process inside. @throws when it could not be written whole */
export async function saveHome(container: Docker.Container, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const { exec, stream } = await startExec(container, { command: ['tar', '-C', homeInside, '-cf', '-', '.'], cwd: '/', env }, { stdin: false })
  const [archive, complaints] = [new PassThrough(), new PassThrough()]
  complaints.resume()
  const modem: Docker['modem'] = container.modem
  modem.demuxStream(stream, archive, complaints)
  stream.once('end', () => archive.end())
  await pipeline(archive, createWriteStream(`${path}.new`, { mode: 0o600 }))
  await mustSucceed(exec)
  renameSync(`${path}.new`, path)
}

/** Unpacks what was saved, and forgets it. Does nothing when nothing was. */
export async function restoreHome(container: Docker.Container, path: string): Promise<void> {
  if (!existsSync(path)) return
  const { exec, stream } = await startExec(container, { command: ['tar', '-C', homeInside, '--no-same-owner', '-xpf', '-'], cwd: '/', env }, { stdin: true })
  const over = new Promise<void>((resolve) => {
    stream.once('end', resolve)
    stream.once('close', resolve)
  })
  stream.resume()
  createReadStream(path).pipe(stream)
  await over
  await mustSucceed(exec)
  rmSync(path)
}

async function mustSucceed(exec: Docker.Exec): Promise<void> {
  for (let look = 0; look < 100; look += 1) {
    const { Running, ExitCode } = await exec.inspect()
    if (!Running && (ExitCode === 0 || ExitCode === 1)) return
    if (!Running) throw new Error(`The home folder could not be kept: tar ended with ${ExitCode}`)
    await new Promise((resolve) => {
      setTimeout(resolve, 10)
    })
  }
  throw new Error('The home folder could not be kept: tar does not end')
}
