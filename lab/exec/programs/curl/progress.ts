const head = '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n'

/** The meter that curl shows on stderr while its output goes somewhere else than a screen: its first and its last line. */
export function progressMeter(bytes: number, seconds: number): string {
  const speed = short(Math.round(bytes / Math.max(seconds, 0.001)))
  const percent = bytes === 0 ? '  0' : '100'
  return `${head}\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\r${percent} ${short(bytes)}  ${percent} ${short(bytes)}    0     0  ${speed.padStart(5)}      0 --:--:-- --:--:-- --:--:-- ${speed.padStart(5)}\n`
}

/** A number of bytes in five places. */
function short(bytes: number): string {
  const text = bytes < 100_000 ? String(bytes) : bytes < 10_000 * 1024 ? `${Math.floor(bytes / 1024)}k` : `${Math.floor(bytes / 1024 / 1024)}M`
  return text.padStart(5)
}
