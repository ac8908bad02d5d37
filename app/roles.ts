import { headers } from 'next/headers'
import { roleHeader } from '../lib/role-header.ts'

/** Whether who asks may see the scenarios that their authors keep out of lists: instructors and operators; on a laptop, everybody. */
export async function seesUnlisted(): Promise<boolean> {
  const role = (await headers()).get(roleHeader)
  return role === 'instructor' || role === 'operator'
}
