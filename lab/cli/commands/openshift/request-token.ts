import { createHttp } from '../../api/http.ts'
import type { Target } from '../../config/target.ts'
import { CliError } from '../../errors.ts'

/** Asks the cluster's login for a token with a name and a password; undefined when it does not accept them. */
export async function requestToken(target: Target, { username, password }: { readonly username: string; readonly password: string }): Promise<string | undefined> {
  const http = await createHttp(target)
  try {
    const response = await http.send({
      method: 'GET', path: '/oauth/authorize?response_type=token&client_id=openshift-challenging-client',
      headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`, 'x-csrf-token': '1' },
    })
    await response.text()
    if (response.status === 401) return undefined
    const location = [response.headers.location].flat()[0] ?? ''
    const token = new URLSearchParams(location.split('#')[1] ?? '').get('access_token')
    if (response.status !== 302 || token === null) throw new CliError(`error: ${target.server} is no OpenShift: it answered ${response.status} to the request for a token`)
    return token
  } finally {
    http.close()
  }
}
