import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The path of a Chromium for the tests: one that is on the machine, else Playwright's own (downloaded), else Debian's
 * (by apt, as root only). Throws with what was tried when there is none.
 */
export async function findChromium() {
  return named() ?? onPath() ?? macApp() ?? (await playwrights()) ?? (await debians()) ?? none()
}

function named() {
  const path = process.env.CHROMIUM_BIN
  return path && existsSync(path) ? path : undefined
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync)
}

function macApp() {
  const path = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return existsSync(path) ? path : undefined
}

async function playwrights() {
  const { chromium } = await import('@playwright/test')
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  console.log('No Chromium on this machine; trying Playwright’s own …')
  const command = join('node_modules', '@playwright', 'test', 'cli.js')
  const done = spawnSync(process.execPath, [command, 'install', 'chromium'], { stdio: 'inherit', timeout: 600_000 })
  return done.status === 0 && existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}

async function debians() {
  if (process.getuid?.() !== 0 || !has('apt-get')) return undefined
  console.log('Playwright’s Chromium cannot be had here; installing Debian’s …')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env })
  return onPath()
}

function has(program) {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false // `which` says no by its exit status.
  }
}

function none() {
  throw new Error('No Chromium: none on PATH, Playwright could not download its own, and apt is not usable here. Set CHROMIUM_BIN to one.')
}
