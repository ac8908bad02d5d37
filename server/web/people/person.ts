export const roles = ['learner', 'instructor', 'operator'] as const
export type Role = (typeof roles)[number]

/**
 * Somebody who uses the player. The id tells nothing and cannot be chosen beforehand: it is random for each sign-in, or made of
 * what the OpenID provider calls them and our key.
 */
export interface Person {
  readonly id: string
  readonly name: string
  readonly role: Role
}
