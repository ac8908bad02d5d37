/** What `rollout` commands say that were told no object. */
export const noTypeText = 'error: required resource not specified'
