/** Exit status of a process that refuses its configuration (EX_CONFIG of sysexits.h): starting it again cannot help. */
export const configExitCode = 78
