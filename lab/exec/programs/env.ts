import type { Program } from '../process.ts'

export const env: Program = async ({ args, env: variables, out, err }) => {
  const [word] = args
  if (word !== undefined) {
    await err(`env: ${JSON.stringify(word).replaceAll('"', "'")}: this container's env only lists variables\n`)
    return 125
  }
  for (const [name, value] of Object.entries(variables)) await out(`${name}=${value}\n`)
  return 0
}

export const printenv: Program = async (process) => {
  if (process.args.length === 0) return env(process)
  let status = 0
  for (const name of process.args) {
    const value = Object.hasOwn(process.env, name) ? process.env[name] : undefined
    if (value === undefined) status = 1
    else await process.out(`${value}\n`)
  }
  return status
}
