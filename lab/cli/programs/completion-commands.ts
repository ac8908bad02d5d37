import type { Command } from '../command.ts'

/** Commands by which a shell completes words; `root` is the program whose words they are. */
export function completionCommands(root: () => Command): readonly Command[] {
  return [
    {
      name: 'completion', summary: 'Print a script by which the shell completes words', usage: 'SHELL', examples: ['source <(% completion bash)'],
      run: async (call) => (await import('../commands/completion/script.ts')).completionScript(call),
    },
    { name: '__complete', summary: 'What a word may become', hidden: true, run: async (call) => (await import('../commands/completion/candidates.ts')).complete(call, root()) },
  ]
}
