import type { LoadGenerator } from '../../load/load-generator.ts'
import type { HopRequest, HopResponse } from '../image.ts'
import type { PageFiles } from './page-files.ts'

/** Answers the paths of an API; undefined for any other path. */
export type ApiHandler = (request: HopRequest) => Promise<HopResponse | undefined>

/** What the programs with pages are made of. */
export interface TelemetryParts {
  readonly pages: PageFiles
  readonly prometheus: ApiHandler
  readonly jaeger: ApiHandler
  readonly serviceGraph: ApiHandler
  readonly mixer: ApiHandler
  /** The steady load of the lab; undefined while the mesh is being made. */
  load(): LoadGenerator | undefined
}
