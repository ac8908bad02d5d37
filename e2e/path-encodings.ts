/** Ways to write the step up, as they were once let through somewhere. */
const ups = ['..', '%2e%2e', '%2E.', '.%2e', '%252e%252e', '%25252e%25252e', '..%00', '%00..', '%c0%ae%c0%ae', '%e0%80%ae%e0%80%ae', '%uff0e%uff0e', '%ef%bc%8e%ef%bc%8e', '\uFF0E\uFF0E', '....', '..;', '..%0d%0a', '.%00.', '..%20', '%2e%2e%3b']
/** And what may stand between two of them. */
const separators = ['/', '%2f', '%5c', '\\', '%252f', '%255c', '//', '/./', '%c0%af', '%ef%bc%8f', '%00/', '/;/']

/** What lies where, beside what proves that it was given out. */
export const secrets: readonly (readonly [path: string, proof: RegExp])[] = [
  ['etc/passwd', /root:[^:]*:0:0/],
  ['package.json', /"private": true/],
]

/** More than three hundred ways to write a path that leads up and out, to each of the secrets. */
export function climbingPaths(): readonly string[] {
  const climbs = ups.flatMap((up) => separators.map((separator) => (depth: number) => (up + separator).repeat(depth)))
  const paths = climbs.flatMap((climb) => [`${climb(12)}etc/passwd`, `${climb(4)}package.json`])
  const wholes = secrets.flatMap(([path]) => [`/${path}`, `//${path}`, `%2f${path}`, `file:///${path}`, `assets/../../../../../../../../../${path}`, `C:\\${path}`, `${'a/../'.repeat(400)}../../../../../../${path}`, `${'x'.repeat(5000)}/../../../../${path}`, `~/${path}`, `.%2f..%2f..%2f..%2f..%2f..%2f..%2f${path}%00.png`, `${'../'.repeat(9)}${path}%00.svg`, `${'..%2f'.repeat(9)}${path}%23.png`])
  return [...paths, ...wholes]
}
