import { z } from 'zod'
import { detailsSchema, pageSchema } from './schema/details.ts'
import { backendSchema, environmentSchema, interfaceSchema } from './schema/environment.ts'

/**
 * What an author may write in `index.json` or `index.yaml`, as loosely as published repositories write it. Unknown keys
 * are allowed. `docs/schema/index.schema.json` is generated from it.
 * Source of keys and meanings: the Katacoda and Killercoda example repositories.
 */
export const scenarioFileSchema = z.looseObject({
  $schema: z.string().optional().describe('Address of this schema, for editors that complete as you type.'),
  title: z.string().optional().describe('Shown on the intro page and in lists. Without it the folder name is shown.'),
  description: z.string().optional().describe('One or two sentences for lists and the intro page.'),
  difficulty: z.string().optional().describe('Free text shown on the intro page: "Beginner", "Easy", …'),
  time: z.union([z.string(), z.number()]).optional()
    .describe('Free text: how long it takes. "15 minutes", "10-15 min", or a number of minutes.'),
  details: detailsSchema.optional().describe('The pages of the scenario and the files it uploads. Without it there is only a terminal.'),
  files: z.array(z.string()).optional()
    .describe('Files opened as editor tabs at the start, relative to `environment.uieditorpath`. They need not exist yet.'),
  environment: environmentSchema.optional().describe('What the learner sees: layout, tabs, editor, greeting.'),
  interface: interfaceSchema.optional().describe('Layout in the Killercoda form.'),
  backend: backendSchema.optional().describe('The machine behind the terminal.'),
  type: z.string().optional().describe('`challenge@0.8` and the like: steps are tasks. Played as ordinary steps with a Check button.'),
  private: z.boolean().optional().describe('true hides the scenario from listings; its address still works.'),
  noindex: z.boolean().optional().describe('true hides the scenario from listings; its address still works.'),
  pathwayTitle: z.string().optional().describe('Title of the course this belongs to (old form). Shown nowhere.'),
  icon: z.string().optional().describe('Font Awesome name such as `fa-kubernetes`. Decoration; ignored.'),
  id: z.unknown().optional().describe('Ignored.'),
  live: z.unknown().optional().describe('Ignored.'),
  events: z.unknown().optional().describe('Ignored: messages between a Katacoda machine and its editor.'),
  asyncFiles: z.unknown().optional().describe('Ignored.'),
  pathwayId: z.unknown().optional().describe('Ignored.'),
  authenticated: z.unknown().optional().describe('Ignored.'),
  gitBased: z.unknown().optional().describe('Ignored.'),
  embedonly: z.unknown().optional().describe('Ignored.'),
  embedded_survey_url: z.unknown().optional().describe('Ignored.'),
  assets: z.unknown().optional().describe('Ignored here: assets belong into `details.assets`.'),
  finish: pageSchema.optional().describe('Ignored here: the last page belongs into `details.finish`.'),
}).describe('A hands-on scenario in the Katacoda or Killercoda form.')

export type ScenarioFile = z.infer<typeof scenarioFileSchema>
