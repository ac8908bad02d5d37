import { describe, expect, it } from 'vitest'
import type { Question } from '../../lib/markdown/step-document.ts'
import { judgeAnswer } from './judge-answer.ts'

const place = { number: 0, line: 1 }
const exact: Question = { ...place, kind: 'exact', answers: ['test', 'Test '] }
const contains: Question = { ...place, kind: 'contains', answers: ['kube'] }
const options = [{ correct: true }, { correct: false }, { correct: true }]
const multiple: Question = { ...place, kind: 'multiple', options }
const single: Question = { ...place, kind: 'single', options: [{ correct: false }, { correct: true }] }

describe('judgeAnswer', () => {
  it.each([
    [exact, 'test', true], [exact, ' test\n', true], [exact, 'Test', true], [exact, 'TEST', false], [exact, 'tests', false], [exact, '', false],
    [contains, 'kubectl', true], [contains, 'docker', false], [contains, '', false],
  ])('%o, %j: %s', (question, text, right) => {
    expect(judgeAnswer(question, { text, chosen: new Set() })).toBe(right)
  })

  it.each([
    [multiple, [0, 2], true], [multiple, [0], false], [multiple, [0, 1, 2], false], [multiple, [], false],
    [single, [1], true], [single, [0], false], [single, [], false],
  ])('%o, %o: %s', (question, chosen, right) => {
    expect(judgeAnswer(question, { text: '', chosen: new Set(chosen) })).toBe(right)
  })
})
