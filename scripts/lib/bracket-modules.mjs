import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'

/** How Turbopack's scripts begin: each hands a list of names and of functions, one for each module, to its runtime. */
const opening = '(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push(['

/**
 * Puts brackets around every module of the built scripts in a folder. A browser reads a function twice, first for its end and in
 * earnest when it is called; one in brackets it takes for one that is called at once, and reads in earnest the first time, beside
 * the main thread. Nearly every module that a page fetches is called.
 */
export async function bracketModules(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js'))
  await Promise.all(names.map(async (name) => {
    const path = join(folder, name)
    const text = await readFile(path, 'utf8')
    if (text.startsWith(opening)) await writeFile(path, bracketed(text))
  }))
}

/** The text of a script with brackets around its modules; done once, it stays as it is. */
export function bracketed(text) {
  let [done, at] = ['', 0]
  for (const module of modulesOf(text)) {
    const start = text.indexOf(module, at)
    if (text[start - 1] === '(') continue
    done += `${text.slice(at, start)}(${module})`
    at = start + module.length
  }
  return done + text.slice(at)
}

/** Source of each module in order. A function tells its own, so that nothing here has to read JavaScript; none of them is called. */
function modulesOf(text) {
  const globals = {}
  runInNewContext(text, globals)
  return globals.TURBOPACK.flat().filter((part) => typeof part === 'function').map((module) => Function.prototype.toString.call(module))
}
