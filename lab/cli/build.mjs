import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { makeLoader } from './build/loader.mjs'
import { compiledParts } from './build/warm-up.mjs'

const folder = dirname(fileURLToPath(import.meta.url))

/**
 * Bundles oc, kubectl and istioctl into one executable file that needs nothing beside Node. It runs as an ES module and as a
 * CommonJS file alike, so that it may be copied or linked anywhere, under any of its three names. Beside it a file of the same name
 * with `.cache` holds what V8 has compiled of it: where that lies beside a copy, the program starts half as late after Node itself.
 */
export async function buildCli(outFile) {
  await mkdir(dirname(outFile), { recursive: true })
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.ts'), join(folder, 'run-cli.ts')],
    outdir: 'out',
    write: false,
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    target: 'node20.20',
    format: 'esm',
    legalComments: 'none',
    // Optional parts of `ws` in machine code, which are not in the bundle.
    define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
    chunkNames: '[hash]',
  })
  const parts = Object.fromEntries(await Promise.all(outputFiles.map(async ({ path, text }) => [basename(path), await toCommonJs(text)])))
  await writeFile(outFile, await pack(parts))
  await writeFile(`${outFile}.cache`, packCaches(await compiledParts(parts)))
  await chmod(outFile, 0o755)
}

async function toCommonJs(text) {
  const { code } = await transform(text, { format: 'cjs', minify: true, platform: 'node', target: 'node20.20', supported: { 'dynamic-import': false }, legalComments: 'none' })
  return code
}

/**
 * A short head, then a comment on each line: the names of the parts, and their texts. A comment costs next to nothing to skip, and
 * only the parts that a command needs are compiled.
 */
async function pack(parts) {
  const names = Object.keys(parts)
  const lines = [names, ...names.map((name) => parts[name])].map((value) => `//${JSON.stringify(value)}`)
  const head = `{
const fs=process.getBuiltinModule('node:fs'),file=process.argv[1],parts={},caches={}
const lines=fs.readFileSync(file,'latin1').split(/\\n\\/\\//).slice(1)
JSON.parse(lines[0]).forEach((name,at)=>Object.defineProperty(parts,name,{get:()=>JSON.parse(lines[at+1])}))
try{
const data=fs.readFileSync(fs.realpathSync(file)+'.cache'),end=data.indexOf(10)
for(const [name,from,to] of JSON.parse(data.latin1Slice(0,end)))caches[name]=data.subarray(end+1+from,end+1+to)
}catch{}
;(${makeLoader.toString()})(parts,caches)('./main.js')
}`
  const { code } = await transform(head, { minify: true, target: 'node20.20' })
  return `#!/usr/bin/env node\n${code}${lines.join('\n')}\n`
}

/** What V8 made of the parts: a line that says where each begins and ends, then one after the other. */
function packCaches(caches) {
  let at = 0
  const index = Object.entries(caches).map(([name, data]) => {
    const from = at
    at += data.length
    return [name, from, at]
  })
  return Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...Object.values(caches)])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCli(process.argv[2] ?? join(folder, '..', '..', 'dist', 'lab-cli.js'))
