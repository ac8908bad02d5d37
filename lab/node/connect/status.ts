/** What a program's end reads like on the error channel (v4.channel.k8s.io and later): a Status object. */
export function endStatus(exitCode: number, command: readonly string[]): string {
  if (exitCode === 0) return JSON.stringify({ metadata: {}, status: 'Success' })
  return JSON.stringify({
    metadata: {}, status: 'Failure', reason: 'NonZeroExitCode',
    message: `command terminated with non-zero exit code: error executing command [${command.join(' ')}], exit code ${exitCode}`,
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  })
}

/** The same for a failure that is no exit status. */
export function failureStatus(message: string): string {
  return JSON.stringify({ metadata: {}, status: 'Failure', reason: 'InternalError', message: `Internal error occurred: ${message}`, details: { causes: [{ message }] }, code: 500 })
}

/** The error channel before version 4: words, and nothing for success. */
export function plainEnd(exitCode: number): string {
  return exitCode === 0 ? '' : `command terminated with non-zero exit code: exit status ${exitCode}`
}
