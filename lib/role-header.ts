/** Header by which the server tells its own pages the role of who asks; one that a browser sends is taken away. */
export const roleHeader = 'x-rehearsal-role'
