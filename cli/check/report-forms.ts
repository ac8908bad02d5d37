import { join } from 'node:path'
import { problemParts, problemPlace, problemSentence } from '../../lib/scenario/problems.ts'
import type { Problem } from '../../lib/scenario/scenario.ts'
import { plain } from '../output.ts'
import type { Checked } from './check-folder.ts'

export const reportForms = ['text', 'json', 'github'] as const
export type ReportForm = (typeof reportForms)[number]

/** What was found, in one of the forms. `folder` is how the reader names the folder that was checked. */
export function formatReport(form: ReportForm, checked: Checked, folder: string): string {
  return { text: textReport, json: jsonReport, github: githubReport }[form](checked, folder)
}

/** `lab/index.json:3:14: error: Expected …, got …. (page-missing)`, as compilers write it, and a line that sums up. */
function textReport({ problems, scenarios, pages }: Checked, folder: string): string {
  const lines = problems.map((problem) => `${join(folder, problemPlace(problem))}: ${problem.severity}: ${problemSentence(problem)} (${problem.code})\n`)
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const sum = `${amount(scenarios, 'scenario')} and ${amount(pages, 'page')}: ${amount(errors, 'error')}, ${amount(problems.length - errors, 'warning')}.\n`
  return `${lines.map(plain).join('')}${lines.length > 0 ? '\n' : ''}${sum}`
}

function jsonReport({ problems, scenarios, pages }: Checked): string {
  const list = problems.map(({ code, severity, file, line, column, args }) => {
    const { expected, got } = problemParts({ code, args })
    return { code, severity, file, line, column, expected, got, message: problemSentence({ code, args }) }
  })
  return `${JSON.stringify({ scenarios, pages, problems: list }, null, 2)}\n`
}

/** Workflow commands of GitHub Actions, which show each problem beside the line it is about. */
function githubReport({ problems }: Checked, folder: string): string {
  return problems.map((problem) => `${annotation(problem, folder)}\n`).join('')
}

function annotation(problem: Problem, folder: string): string {
  const { code, severity, file, line, column } = problem
  const values = { file: join(folder, file), line, col: column, title: code }
  const properties = Object.entries(values).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  return `::${severity} ${properties.join(',')}::${escapeData(problemSentence(problem))}`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

function amount(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
