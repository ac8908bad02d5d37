/** Headers by which the server tells its own pages who asks; those that a browser sends are taken away. */
export const roleHeader = 'x-rehearsal-role'
/** Percent-encoded; absent for somebody without a name, who never signed in. */
export const nameHeader = 'x-rehearsal-name'
