import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { toGoJson } from '../output/json.ts'
import { toYaml } from '../output/yaml.ts'
import { lastApplied } from '../patch/last-applied.ts'
import { chosenItems } from '../resources/chosen.ts'
import { eachItem } from '../resources/each.ts'

/** `apply view-last-applied`: the manifest that was applied last. */
export async function viewLastApplied(call: CommandCall): Promise<void> {
  const output = call.flags.text('output')
  if (output !== 'yaml' && output !== 'json') throw new CliError(`error: Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`)
  await eachItem(chosenItems(call, { wholeTypes: true }), async ({ object, name, resource }) => {
    const manifest = lastApplied(object)
    if (manifest === undefined) throw new CliError(`error: no last-applied-configuration annotation found on resource: ${name} (${resource.kind})`)
    call.io.out(output === 'json' ? `${toGoJson(manifest)}\n` : toYaml(manifest))
  })
}
