import type { CommandCall } from '../../command.ts'
import { usageError } from '../../errors.ts'

/** The only argument of a command that makes one object; words behind `--` belong to the container. */
export function oneName(call: CommandCall): string {
  const names = call.args.slice(0, call.dashAt ?? call.args.length)
  const [name] = names
  if (name === undefined || names.length !== 1) throw usageError(call.path, `exactly one NAME is required, got ${names.length}`)
  return name
}

/** The words behind `--`. */
export function wordsBehindDash({ args, dashAt }: Pick<CommandCall, 'args' | 'dashAt'>): readonly string[] {
  return dashAt === undefined ? [] : args.slice(dashAt)
}
