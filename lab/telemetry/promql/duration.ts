const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/
const unitsMs = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1]

/** `1h30m` in milliseconds; undefined for what is no duration. A year has 365 days. */
export function parseDuration(text: string): number | undefined {
  const parts = text === '' ? null : pattern.exec(text)
  if (!parts) return text === '0' ? 0 : undefined
  return unitsMs.reduce((sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit, 0)
}
