import { z } from 'zod'
import { matchesPattern } from './pattern.ts'

/** Clients of the lab that the build lays out under `dist/lab-tools`. */
const labTools = ['oc', 'kubectl', 'istioctl'] as const

const rowSchema = z.strictObject({
  name: z.string().min(1),
  match: z.array(z.string()).min(1),
  whenAsset: z.string().min(1).optional(),
  title: z.string().min(1),
  lab: z.enum(['empty', 'istio-bookinfo']).nullable(),
  home: z.string().min(1).nullable(),
  cwd: z.string().min(1),
  tools: z.array(z.enum(labTools)),
  root: z.boolean(),
  image: z.string().min(1),
  internet: z.boolean().default(false),
  notice: z.string().min(1).optional(),
})

const fileSchema = z.strictObject({ environments: z.array(rowSchema).min(1) })

/** A row of `environments/index.json`; its README explains each key. */
export type EnvironmentRow = z.infer<typeof rowSchema>

/**
 * Reads the text of an `environments/index.json`.
 * @throws Error that names the row and what was expected there
 */
export function parseEnvironments(text: string): readonly EnvironmentRow[] {
  const parsed = fileSchema.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data.environments
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
}

interface Wanted {
  readonly imageId: string
  /** Names of the files that the scenario brings along. */
  readonly assetNames: readonly string[]
}

/** What a learner is told about the machine before they start, if it is less than the one that was asked for. */
export function noticeOf(row: EnvironmentRow | undefined, imageId: string): string | undefined {
  return row?.notice?.replaceAll('{imageid}', imageId)
}

/** The first row that fits. */
export function chooseEnvironment(rows: readonly EnvironmentRow[], { imageId, assetNames }: Wanted): EnvironmentRow | undefined {
  return rows.find(({ match, whenAsset }) =>
    match.some((pattern) => matchesPattern(imageId, pattern)) && (whenAsset === undefined || assetNames.includes(whenAsset)))
}
