/**
 * Loads parts of the program by name, each as a CommonJS module of its own. Its text stands in the bundle as it stands here, and it
 * must be the same at the build and at run time: V8 takes a code cache only for the very text that it was made of.
 */
export function makeLoader(parts, caches, scripts) {
  const node = process.getBuiltinModule
  const { Script } = node('node:vm')
  const made = {}
  return function load(name) {
    const key = name.replace('./', '')
    if (!(key in parts)) return node(name)
    if (key in made) return made[key].exports
    const module = (made[key] = { exports: {} })
    const script = new Script(`(function(exports,require,module){${parts[key]}\n})`, { filename: `lab-cli/${key}`, cachedData: caches[key] })
    if (scripts) scripts[key] = script
    script.runInThisContext()(module.exports, load, module)
    return module.exports
  }
}
