import type { HopRequest } from '../../images/image.ts'
import type { Match, Redirect } from '../model.ts'
import type { RoutedRequest } from '../route-request.ts'
import { makeReply, type Answer } from './local-replies.ts'
import { replacePrefix } from './outgoing.ts'

/** The answer of a rule that never calls upstream: a redirect or a fixed answer. */
export function answerInPlace({ route, match }: RoutedRequest, request: HopRequest): Answer | undefined {
  const { action } = route
  if (action.kind === 'forward') return undefined
  if (action.kind === 'respond') return makeReply({ status: action.status, flags: '-', body: action.body })
  return makeReply({ status: action.redirect.status, flags: '-', body: '', headers: { location: location(action.redirect, request, match) } })
}

function location({ scheme = 'http', authority, port, uri, prefix }: Redirect, request: HopRequest, match: Match): string {
  const asked = request.headers['host'] ?? request.host
  const host = authority ?? (port === undefined ? asked : asked.replace(/:\d+$/, ''))
  const question = request.path.indexOf('?')
  const [bare, query] = question < 0 ? [request.path, ''] : [request.path.slice(0, question), request.path.slice(question)]
  const path = uri ?? (prefix === undefined ? bare : replacePrefix(bare, prefix, match))
  return `${scheme}://${host}${port === undefined ? '' : `:${port}`}${path}${query}`
}
