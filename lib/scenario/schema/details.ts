import { z } from 'zod'

const scripts = {
  code: z.string().optional()
    .describe('Script typed line by line into the first terminal when the page opens (Katacoda name; the same as `foreground`).'),
  courseData: z.string().optional()
    .describe('Script run unattended when the page opens (Katacoda name; the same as `background`).'),
  foreground: z.string().optional().describe('Script typed line by line into the first terminal when the page opens.'),
  background: z.string().optional().describe('Script run unattended when the page opens; its output goes to a log.'),
}

export const pageSchema = z.looseObject({
  title: z.string().optional().describe('Heading of the page.'),
  text: z.string().optional().describe('Markdown file with the text of the page, relative to the scenario folder.'),
  credits: z.string().optional().describe('Link or markdown that says whose work this is, shown below the text.'),
  ...scripts,
}).describe('Intro or finish page.')

export const stepSchema = z.looseObject({
  title: z.string().optional().describe('Heading of the step. Without it the step is called by its number.'),
  text: z.string().optional().describe('Markdown file with the text of the step, relative to the scenario folder.'),
  credits: z.string().optional().describe('Link or markdown that says whose work this is, shown below the text.'),
  verify: z.string().optional()
    .describe('Script run when the learner wants to go on. It passes with exit status 0, or, if it contains `echo "done"`, by printing done.'),
  answer: z.string().optional().describe('Markdown file shown behind "Show solution".'),
  hint: z.string().optional().describe('Markdown file with a hint, or a script that prints one; a script gets the elapsed seconds as `$1`.'),
  solution: z.string().optional().describe('Ignored: a test helper of another player.'),
  ...scripts,
}).describe('One step.')

const assetSchema = z.looseObject({
  file: z.string().describe('File below `assets/`, or a pattern with `*`, `?` or `**`.'),
  target: z.string().optional().describe('Folder on the machine it is copied into: absolute, `~/…`, or relative to the home folder.'),
  chmod: z.string().optional().describe('Mode given to the copy: `+x`, `755`.'),
}).describe('A file to upload.')

const assetList = z.array(assetSchema)

export const detailsSchema = z.looseObject({
  intro: pageSchema.optional().describe('First page. Without it the scenario begins with step 1.'),
  steps: z.array(stepSchema).optional().describe('The steps in order.'),
  finish: pageSchema.optional().describe('Last page.'),
  assets: z.record(z.string(), assetList).optional()
    .describe('Files to upload before any script runs, by host: `host01` and `client` are the machine, `host02` a second one.'),
  files: z.unknown().optional().describe('Ignored: write `files` at the top level.'),
}).describe('Pages and files.')
