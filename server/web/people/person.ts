export const roles = ['learner', 'instructor', 'operator'] as const
export type Role = (typeof roles)[number]

/** Somebody who uses the player. The id is random for each sign-in, so it tells nothing and cannot be fixed beforehand. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly role: Role
}
