import { parseGoDuration } from '../../go-duration.ts'
import { text } from '../read.ts'

export function percentErrors(value: unknown): string[] {
  const percent = Number(value)
  return percent >= 0 && percent <= 100 ? [] : [`percentage ${text(value)} is not in range 0..100`]
}

export function durationErrors(value: unknown): string[] {
  const ms = parseGoDuration(text(value))
  if (ms === undefined) return [`time: invalid duration ${text(value)}`]
  return ms < 1 ? ['duration must be greater than 1ms'] : []
}
