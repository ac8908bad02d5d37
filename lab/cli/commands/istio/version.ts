import { clientVersion } from '../../client-version.ts'
import type { CommandCall } from '../../command.ts'

/** `istioctl version`: the Istio whose forms this program follows. */
export async function istioVersion(call: CommandCall): Promise<void> {
  if (call.flags.bool('short')) return call.io.out('0.6.0\n')
  call.io.out(`Version: 0.6.0\nGitRevision: rehearsal\nUser: root@rehearsal\nHub: docker.io/istio\nGolangVersion: ${clientVersion.goVersion}\nBuildStatus: Clean\n`)
}
