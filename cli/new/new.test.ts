import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runProgram, temporaryFolder } from '../testing.ts'

it('writes a first scenario in which check finds nothing wrong', async () => {
  const folder = temporaryFolder()
  const lab = join(folder.path, 'my-first_lab')
  expect((await runProgram('new', lab)).outcome).toEqual({ kind: 'status', status: 0 })
  const { out, outcome } = await runProgram('check', '--strict', lab)
  expect(out).toBe('1 scenario and 5 pages: 0 errors, 0 warnings.\n')
  expect(outcome).toEqual({ kind: 'status', status: 0 })
  const again = await runProgram('new', lab)
  expect(again.outcome).toEqual({ kind: 'status', status: 2 })
  expect(again.err).toContain('has files in it')
  folder.close()
})
