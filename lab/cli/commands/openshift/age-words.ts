const units = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]] as const

/** A time as people say it: `3 hours`. */
export function ageWords(ms: number): string {
  const [name, length] = units.find(([, size]) => ms >= size) ?? ['second', 1000]
  const count = Math.max(0, Math.floor(ms / length))
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
