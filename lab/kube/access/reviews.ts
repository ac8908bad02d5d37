import type { ClusterReader, KubeObject } from '../object.ts'
import { read, readList, readRecord, text } from '../read.ts'
import { grantedTo, judge, type Attributes, type ResourceAttributes } from './rbac.ts'
import { masterGroups, userNamed, userOfToken, type User } from './users.ts'

const reviews = ['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews', 'subjectaccessreviews', 'localsubjectaccessreviews', 'tokenreviews']
const everything = { resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }], nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }] }

/** Whether a path asks who may do what. */
export function isReview(path: string): boolean {
  return /^\/apis\/auth(entication|orization)\.(k8s\.io|openshift\.io)\//.test(path) && reviews.includes(path.split('/').at(-1) ?? '')
}

/** What asking itself is, in the words of roles. */
export function reviewAttributes(path: string): ResourceAttributes {
  const segments = path.split('/').filter(Boolean)
  const namespace = segments.length > 4 ? segments[4] : undefined
  return { verb: 'create', group: segments[1] ?? '', resource: segments.at(-1) ?? '', namespace }
}

interface Asked {
  readonly cluster: ClusterReader
  readonly user: User
  /** Token of the lab's administrator. */
  readonly secret: string
}

/** Answers a review of the groups authentication and authorization. */
export function answerReview(review: KubeObject, { cluster, user, secret }: Asked): unknown {
  switch (review.kind) {
    case 'SelfSubjectReview': return { ...review, status: { userInfo: userInfo(user) } }
    case 'TokenReview': {
      const found = userOfToken(text(read(review, 'spec', 'token')), secret)
      return { ...review, status: found ? { authenticated: true, user: userInfo(found) } : { user: {}, error: 'token lookup failed' } }
    }
    case 'SelfSubjectRulesReview': return { ...review, status: { ...rulesOf(cluster, user, text(read(review, 'spec', 'namespace'))), incomplete: false } }
    default: {
      const { allowed, reason } = judge(cluster, subjectOf(review) ?? user, wishOf(review))
      return { ...review, status: { allowed, ...(reason ? { reason } : {}) } }
    }
  }
}

function userInfo({ name, groups }: User): unknown {
  return { username: name, groups }
}

function rulesOf(cluster: ClusterReader, user: User, namespace: string): object {
  if (user.groups.some((group) => masterGroups.includes(group))) return everything
  const rules = grantedTo(cluster, user, namespace || undefined).map(({ rule }) => rule)
  return {
    resourceRules: rules.filter((rule) => readList(rule, 'resources').length > 0),
    nonResourceRules: rules.filter((rule) => readList(rule, 'nonResourceURLs').length > 0),
  }
}

/** Whom a SubjectAccessReview asks about; undefined for one about oneself. */
function subjectOf(review: KubeObject): User | undefined {
  const spec = readRecord(review, 'spec')
  const groups = readList(spec, 'groups').map(text)
  if (typeof spec['user'] !== 'string' && groups.length === 0) return undefined
  const named = userNamed(text(spec['user']))
  return { name: named.name, groups: groups.length > 0 ? groups : named.groups }
}

function wishOf(review: KubeObject): Attributes {
  const path = text(read(review, 'spec', 'nonResourceAttributes', 'path'))
  if (path) return { verb: text(read(review, 'spec', 'nonResourceAttributes', 'verb')), path }
  const wish = readRecord(review, 'spec', 'resourceAttributes')
  const part = text(wish['subresource'])
  return {
    verb: text(wish['verb']), group: text(wish['group']), resource: `${text(wish['resource'])}${part && `/${part}`}`,
    namespace: text(wish['namespace']), name: text(wish['name']) || undefined,
  }
}
