import type { CommandCall } from '../command.ts'
import { describeFlag } from '../programs/help.ts'
import { globalFlags } from './shared-flags.ts'

/** `options`: the flags of every command. */
export async function options(call: CommandCall): Promise<void> {
  const lines = globalFlags.filter(({ hidden }) => hidden !== true).toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(describeFlag)
  call.io.out(`The following options can be passed to any command:\n\n${lines.join('\n')}\n`)
}
