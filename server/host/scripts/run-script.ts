import { randomUUID } from 'node:crypto'
import type { ExecRequest, ExecResult, Sandbox } from '../sandbox/sandbox.ts'

export interface ScriptRun extends Pick<ExecRequest, 'env' | 'timeoutMs' | 'maxOutputBytes' | 'killChildren' | 'onOutput' | 'signal'> {
  /** The script itself. Without a `#!` line bash runs it, as authors expect. */
  readonly text: string
  readonly args?: readonly string[]
}

/** Folder inside for scripts while they run. */
export function scriptFolder(home: string): string {
  return `${home}/.rehearsal/run`
}

/** Runs an author's script unattended, in the home folder, without input; its file is removed afterwards. */
export async function runScript(sandbox: Sandbox, { text, args = [], ...request }: ScriptRun): Promise<ExecResult> {
  const path = `${scriptFolder(sandbox.home)}/${randomUUID()}`
  const result = await sandbox.exec({ ...request, command: ['/bin/sh', '-c', wrapper, 'sh', path, ...args], stdin: Buffer.from(text) })
  // The wrapper was killed before it could tidy up.
  if (result.timedOut) await sandbox.exec({ command: ['rm', '-f', path], timeoutMs: 10_000, maxOutputBytes: 1024 })
  return result
}

const wrapper = `
file=$1
shift
umask 077
mkdir -p "$(dirname "$file")" && cat > "$file" && chmod 700 "$file" || exit 126
umask 022
cd || exit 126
first=
IFS= read -r first < "$file"
case $first in
  '#!'*) "$file" "$@" < /dev/null ;;
  *) shell=$(command -v bash || command -v sh); "$shell" "$file" "$@" < /dev/null ;;
esac
code=$?
rm -f "$file"
exit $code`
