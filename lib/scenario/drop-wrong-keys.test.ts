import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { dropWrongKeys, type WrongValue } from './drop-wrong-keys.ts'

const schema = z.looseObject({
  title: z.string().optional(),
  time: z.union([z.string(), z.number()]).optional(),
  tabs: z.union([z.array(z.looseObject({ name: z.string().optional() })), z.string()]).optional(),
  steps: z.array(z.looseObject({ text: z.string().optional(), file: z.string() })).optional(),
})

function drop(value: unknown): { kept: unknown; wrong: readonly WrongValue[] } {
  const wrong: WrongValue[] = []
  const kept = dropWrongKeys(value, schema, (found) => wrong.push(found))
  return { kept, wrong }
}

describe('dropWrongKeys', () => {
  it('keeps what is right and all it does not know', () => {
    const value = { title: 'a', more: { b: [1] }, steps: [{ file: 'x', other: null }] }
    expect(drop(value)).toEqual({ kept: value, wrong: [] })
  })

  it('drops a key of another type and says where', () => {
    expect(drop({ title: 3, time: [], steps: [] })).toEqual({
      kept: { steps: [] },
      wrong: [{ path: ['title'], expected: 'a string', found: '3' }, { path: ['time'], expected: 'a string or a number', found: 'a list' }],
    })
  })

  it('drops the object that lacks what it needs, and no other', () => {
    const { kept, wrong } = drop({ title: 'a', steps: [{ file: '1' }, { text: 't' }, { file: '3' }] })
    expect(kept).toEqual({ title: 'a', steps: [{ file: '1' }, { file: '3' }] })
    expect(wrong).toEqual([{ path: ['steps', 1, 'file'], expected: 'a string', found: 'nothing' }])
  })

  it('tells places as they stand in the file, whatever was dropped before them', () => {
    const { kept, wrong } = drop({ steps: [3, { text: 1 }, { file: 'x' }, 'y', { text: 2, file: 'z' }] })
    expect(kept).toEqual({ steps: [{ file: 'x' }, { file: 'z' }] })
    expect(wrong.map(({ path }) => path.join('.'))).toEqual(['steps.0', 'steps.1.text', 'steps.1.file', 'steps.3', 'steps.4.text'])
  })

  it('is undone by a file that is something else', () => {
    expect(drop([]).kept).toBeUndefined()
    expect(drop('text').kept).toBeUndefined()
  })

  it('looks into the form that was meant where several are allowed', () => {
    expect(drop({ tabs: [{ name: 'a' }, { name: 5 }] })).toEqual({ kept: { tabs: [{ name: 'a' }, {}] }, wrong: [{ path: ['tabs', 1, 'name'], expected: 'a string', found: '5' }] })
    expect(drop({ tabs: 5 })).toEqual({ kept: {}, wrong: [{ path: ['tabs'], expected: 'a list or a string', found: '5' }] })
  })

  it('takes a member of every prototype for missing', () => {
    expect(drop({ steps: [{ toString: 1 }] }).kept).toEqual({ steps: [] })
  })
})

describe('long lists', () => {
  it('lose their wrong members, with places as in the file', () => {
    const steps = Array.from({ length: 5_000 }, (_, index) => (index % 1_000 === 7 ? 'no step' : { file: String(index), ...index === 4_321 && { text: 3 } }))
    const { kept, wrong } = drop({ title: 'a', steps })
    expect((kept as { steps: unknown[] }).steps).toHaveLength(4_995)
    expect(wrong.map(({ path }) => path.join('.'))).toEqual(['steps.7', 'steps.1007', 'steps.2007', 'steps.3007', 'steps.4007', 'steps.4321.text'])
  })

  it('of nothing but mistakes end in an empty one', () => {
    expect(drop({ steps: Array.from({ length: 30_000 }, () => ({ file: 1 })) }).kept).toEqual({ steps: [] })
  })
})
