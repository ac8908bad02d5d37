import type { KubeObject } from './object.ts'
import { read } from './read.ts'

const reviews = ['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews', 'subjectaccessreviews', 'localsubjectaccessreviews', 'tokenreviews']
/** Who the learner is to their lab. */
const learner = { username: 'admin', groups: ['system:authenticated', 'system:cluster-admins'] }

/** Whether a path asks who may do what. */
export function isReview(path: string): boolean {
  return /^\/apis\/auth(entication|orization)\.(k8s\.io|openshift\.io)\//.test(path) && reviews.includes(path.split('/').at(-1) ?? '')
}

/** A lab belongs to its learner alone, who may do everything in it and holds its only token. */
export function answerReview(review: KubeObject, token: string): unknown {
  if (review.kind === 'SelfSubjectReview') return { ...review, status: { userInfo: learner } }
  if (review.kind === 'TokenReview') {
    const status = read(review, 'spec', 'token') === token ? { authenticated: true, user: learner } : { user: {}, error: 'token lookup failed' }
    return { ...review, status }
  }
  if (review.kind === 'SelfSubjectRulesReview') {
    return { ...review, status: { resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }], nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }], incomplete: false } }
  }
  return { ...review, status: { allowed: true } }
}
