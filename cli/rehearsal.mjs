#!/usr/bin/env node
import { installIfNeeded } from '../scripts/lib/install.mjs'
import { requireNode } from '../scripts/lib/run.mjs'

// The program `rehearsal`. Everything it does stands in main.ts; this file only brings it into a form that Node runs.
requireNode()
await installIfNeeded('run')
const { loadProgram } = await import('../scripts/lib/cli.mjs')
const { main } = await loadProgram()
const outcome = await main(process.argv.slice(2))
if (outcome.kind === 'status') process.exitCode = outcome.status
else {
  process.argv = [...process.argv.slice(0, 2), '--scenarios', outcome.folder, ...outcome.options]
  await import('../scripts/start.mjs')
}
