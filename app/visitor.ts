import { headers } from 'next/headers'
import { nameHeader, roleHeader } from '../lib/person-headers.ts'

/** Who asks for a page, as the server told it. */
export interface Visitor {
  /** Empty for somebody who never signed in, as on a laptop. */
  readonly name: string
  /** Whether they may see the scenarios that their authors keep out of lists: instructors and operators; on a laptop, everybody. */
  readonly seesUnlisted: boolean
}

export async function getVisitor(): Promise<Visitor> {
  const told = await headers()
  const role = told.get(roleHeader)
  return { name: decodeURIComponent(told.get(nameHeader) ?? ''), seesUnlisted: role === 'instructor' || role === 'operator' }
}
