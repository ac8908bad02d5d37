import { relative } from 'node:path'
import { requireFolder } from '../require-folder.ts'
import { CommandError, type Output } from '../output.ts'
import { parseCommand } from '../parse-command.ts'
import { checkFolder } from './check-folder.ts'
import { formatReport, reportForms, type ReportForm } from './report-forms.ts'

/** `rehearsal check DIR`: 0 when there is no error, else 1. */
export async function check(args: readonly string[], { out }: Output): Promise<number> {
  const { values, words } = parseCommand(args, {
    format: { type: 'string' }, json: { type: 'boolean' }, github: { type: 'boolean' }, strict: { type: 'boolean' },
  }, 1)
  const form = formOf(values.json ? 'json' : values.github ? 'github' : values.format ?? 'text')
  const folder = requireFolder(words[0] ?? '.')
  const checked = await checkFolder(folder)
  // What annotations name must be relative to where the checks run.
  out(formatReport(form, checked, relative(process.cwd(), folder)))
  return checked.problems.some(({ severity }) => severity === 'error' || values.strict) ? 1 : 0
}

function formOf(name: string): ReportForm {
  const form = reportForms.find((known) => known === name)
  if (!form) throw new CommandError(`Expected --format ${reportForms.join(', ')}, got "${name}".`)
  return form
}
