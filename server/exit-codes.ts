/** Exit status of a process that refuses its configuration (EX_CONFIG of sysexits.h): starting it again cannot help. */
export const configExitCode = 78

/** What the supervisor says to a process before it ends it for good; without it the end is one for a new start. */
export const stopMessage = 'stop'
