const fence = '```'

/** The files of a first scenario: one of each thing that most scenarios use. */
export function firstFiles(title: string): Readonly<Record<string, string>> {
  return {
    'index.json': `${JSON.stringify({
      title,
      description: 'One sentence about what a learner can do afterwards.',
      difficulty: 'Beginner',
      time: '10 minutes',
      details: {
        intro: { text: 'intro.md' },
        steps: [
          { title: 'Look around', text: 'look-around.md' },
          { title: 'Make a file', text: 'make-a-file.md', verify: 'make-a-file-check.sh', answer: 'make-a-file-answer.md' },
        ],
        finish: { text: 'finish.md' },
        assets: { host01: [{ file: 'hello.sh', target: '~/', chmod: '+x' }] },
      },
      backend: { imageid: 'ubuntu' },
    }, null, 2)}\n`,
    'intro.md': 'Say what this is about and what a learner will have done at the end.\n',
    'look-around.md': `A click on a command types it into the terminal:\n\n\`pwd\`{{execute}}\n\nThe file \`hello.sh\` came with this scenario:\n\n${fence}bash\ncat hello.sh\n./hello.sh\n${fence}{{execute}}\n`,
    'make-a-file.md': 'Make a file named `done.txt` in your home folder. **Check** looks whether it is there.\n',
    'make-a-file-check.sh': '#!/bin/bash\nif [ -f ~/done.txt ]; then exit 0; fi\necho "There is no file done.txt yet." > "$VERIFICATION_FAILURE_REASON"\nexit 1\n',
    'make-a-file-answer.md': '`touch ~/done.txt`{{execute}}\n',
    'finish.md': 'Say what was learned, and where to go from here.\n',
    'assets/hello.sh': '#!/bin/bash\necho "Hello from $(hostname)"\n',
  }
}
