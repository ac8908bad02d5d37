import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = dirname(fileURLToPath(import.meta.url))

/** Every page: its file, and the title that stands in it before any script runs. */
const pages = [
  { name: 'grafana', title: 'Istio Dashboard · Grafana' },
  { name: 'prometheus', title: 'Prometheus' },
  { name: 'jaeger', title: 'Jaeger' },
  { name: 'service-graph', title: 'Service Graph' },
]

/**
 * Bundles the pages of the lab into a folder: one `NAME.html` a page, and what it loads under `assets`, named by content.
 * Nothing in it points to another host, so that a page works without a network.
 */
export async function buildPages(outputFolder) {
  await rm(outputFolder, { recursive: true, force: true })
  await mkdir(join(outputFolder, 'assets'), { recursive: true })
  const shared = {
    absWorkingDir: folder,
    outdir: outputFolder,
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/shared-[hash]',
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['es2022', 'chrome110', 'firefox110', 'safari16'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  }
  const [modules, blocking] = await Promise.all([
    build({ ...shared, entryPoints: pages.map(({ name }) => ({ in: `${name}/main.tsx`, out: name })), splitting: true, format: 'esm' }),
    // Runs before anything is painted, and a module cannot.
    build({ ...shared, entryPoints: [{ in: 'shared/theme/apply-stored.ts', out: 'theme' }], format: 'iife' }),
  ])
  const made = outputs({ ...modules.metafile.outputs, ...blocking.metafile.outputs }, outputFolder)
  const { script: theme } = made('shared/theme/apply-stored.ts')
  await Promise.all(pages.map(({ name, title }) => writeFile(join(outputFolder, `${name}.html`), html({ title, ...made(`${name}/main.tsx`), theme }))))
}

/** Script and style that came from a source file, as the browser asks for them. */
function outputs(files, outputFolder) {
  const address = (path) => `/${relative(outputFolder, join(folder, path)).replaceAll('\\', '/')}`
  const all = Object.entries(files)
  return (source) => {
    const [script, { cssBundle, imports }] = all.find(([, { entryPoint }]) => entryPoint === source)
    return { script: address(script), style: cssBundle && address(cssBundle), chunks: imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => address(path)) }
  }
}

function html({ title, script, style, chunks, theme }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<script src="${theme}"></script>
${style ? `<link rel="stylesheet" href="${style}">\n` : ''}${chunks.map((chunk) => `<link rel="modulepreload" href="${chunk}">\n`).join('')}<script type="module" src="${script}"></script>
</head>
<body><div id="page"><noscript>This page needs JavaScript.</noscript></div></body>
</html>
`
}

if (basename(process.argv[1] ?? '') === 'build.mjs' && process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPages(process.argv[2] ?? join(folder, '..', '..', 'dist', 'lab-pages'))
}
