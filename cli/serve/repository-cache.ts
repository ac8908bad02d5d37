import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { CommandError } from '../output.ts'
import { gitProtocols, shownAddress, type GitAddress } from './git-address.ts'

export interface RepositoryCache {
  /**
   * A folder with the newest state of a repository, without its history. When it cannot be reached and an older copy is
   * there, that copy, and a line that says so.
   * @throws CommandError
   */
  fetch(address: GitAddress, tell: (line: string) => void): Promise<string>
}

/** Copies of repositories in the user's cache folder. */
export function repositoryCache(folder = cacheFolder()): RepositoryCache {
  return {
    async fetch(address, tell) {
      const copy = join(folder, nameOf(address))
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (!existsSync(join(copy, '.git'))) {
        tell(`Fetching ${shownAddress(address)} …`)
        await clone(address, copy)
      } else await renew(address, copy).catch((error: unknown) => {
        tell(`${shownAddress(address)} could not be reached; playing the copy that is here. (${error instanceof Error ? error.message : String(error)})`)
      })
      return copy
    },
  }
}

// Into a name of its own first, so that half a repository is never taken for one.
async function clone({ url, ref }: GitAddress, copy: string): Promise<void> {
  const unfinished = `${copy}.${process.pid}`
  try {
    await git(['clone', '--quiet', '--depth', '1', '--no-tags', ...(ref ? ['--branch', ref] : []), '--', url, unfinished])
    rmSync(copy, { recursive: true, force: true })
    renameSync(unfinished, copy)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}

async function renew({ ref }: GitAddress, copy: string): Promise<void> {
  await git(['-C', copy, 'fetch', '--quiet', '--depth', '1', '--no-tags', 'origin', ref ?? 'HEAD'])
  await git(['-C', copy, 'reset', '--quiet', '--hard', 'FETCH_HEAD'])
  await git(['-C', copy, 'clean', '--quiet', '-ffdx'])
}

/** Nothing that a repository brings along is run: no hooks, no submodules, no filters of large files. */
const safeConfig = {
  'core.hooksPath': '/dev/null', 'submodule.recurse': 'false', 'fetch.recurseSubmodules': 'false', 'filter.lfs.smudge': 'cat', 'filter.lfs.process': '', 'filter.lfs.required': 'false',
}

function git(args: readonly string[]): Promise<void> {
  const config = Object.entries(safeConfig).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...config, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Without a terminal to ask on, git must fail rather than wait for a password.
      env: { ...process.env, GIT_ALLOW_PROTOCOL: gitProtocols.join(':'), GIT_TERMINAL_PROMPT: '0', GIT_LFS_SKIP_SMUDGE: '1' },
    })
    let complaint = ''
    child.stderr.on('data', (chunk: Buffer) => { complaint = (complaint + chunk.toString()).slice(-2000) })
    child.on('error', (cause) => reject(new CommandError('git could not be started. Is it installed?', { cause })))
    child.on('close', (code) => (code === 0 ? resolve() : reject(new CommandError(complaint.trim() || `git ended with status ${code}.`))))
  })
}

/** Readable, and different for different addresses. */
function nameOf({ url, ref = '' }: GitAddress): string {
  const name = basename(url.replace(/\/+$/, '').replace(/\.git$/, '').replace(/.*:/, '')).replaceAll(/[^\w.-]/g, '-') || 'repository'
  return `${name}-${createHash('sha256').update(`${url}\n${ref}`).digest('hex').slice(0, 12)}`
}

function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'rehearsal', 'repositories')
}
