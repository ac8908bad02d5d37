import type { ReactNode } from 'react'
import { RunCommand } from '../components/markdown/run-command.tsx'
import type { Scenario } from '../lib/scenario/scenario.ts'
import { getPageText, getText } from './scenario-source.ts'

export async function pageBody(scenario: Scenario, page: number): Promise<{ content: ReactNode; quizzes: number }> {
  const file = await getPageText(scenario, page)
  return { content: file.ok ? <PageBody scenario={scenario} text={file.text} page={page} /> : null, quizzes: 0 }
}

export async function textBody(scenario: Scenario, path: string, page: number): Promise<ReactNode> {
  const file = await getText(scenario, path)
  return file.ok ? <PageBody scenario={scenario} text={file.text} page={page} /> : null
}

export function PageBody({ text }: { scenario: Scenario; text: string; page: number }) {
  let number = 0
  return <>{text.split('\n\n').map((part, index) => <p key={index} style={{ margin: '0 0 14px' }}>{part.split(/(`[^`]+`\{\{execute[^}]*\}\})/).map((piece, at) => {
    const found = /^`([^`]+)`\{\{execute ?(T\d)?( interrupt)?\}\}$/.exec(piece)
    if (!found?.[1]) return piece
    return <RunCommand key={at} inline block={{ number: number++, text: found[1], target: found[2] ?? 'T1', interrupt: Boolean(found[3]), noNewline: false, controlKey: false }} />
  })}</p>)}</>
}
