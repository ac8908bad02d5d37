import { retryReasons, type Retries, type RetryReason } from '../model.ts'
import { durationField, numberField, recordField, textField } from './fields.ts'

const defaultOn: readonly RetryReason[] = ['connect-failure', 'refused-stream']

/** What Istio gives every route that says nothing of retries. */
export const defaultRetries: Retries = { attempts: 2, on: defaultOn, statuses: [], backOffMs: 25 }

/** `retries` of a VirtualService; `attempts: 0` switches them off. */
export function compileRetries(source: unknown): Retries | undefined {
  if (recordField(source) === undefined) return defaultRetries
  const attempts = numberField(source, 'attempts') ?? defaultRetries.attempts
  if (attempts <= 0) return undefined
  const perTryTimeoutMs = durationField(source, 'perTryTimeout')
  return { attempts, backOffMs: durationField(source, 'backoff') || defaultRetries.backOffMs, ...retryOn(textField(source, 'retryOn')), ...(perTryTimeoutMs ? { perTryTimeoutMs } : {}) }
}

/** A comma list of Envoy's reasons and of status codes; reasons that never happen here (gRPC's) are left out. */
function retryOn(written: string | undefined): Pick<Retries, 'on' | 'statuses'> {
  if (written === undefined) return { on: defaultOn, statuses: [] }
  const words = written.split(',').map((word) => word.trim())
  const statuses = words.filter((word) => /^\d{3}$/.test(word)).map(Number)
  const on = retryReasons.filter((reason) => words.includes(reason))
  return { on: statuses.length > 0 ? [...on, 'retriable-status-codes'] : on, statuses }
}
