import type { Command } from '../command.ts'

/** Every command of istioctl. */
export const istioctl: Command = {
  name: 'istioctl',
  summary: 'istioctl works with the rules of an Istio mesh.',
  subcommands: [],
}
