import { decodeSegment } from '../../../decode-segment.ts'
import { pageTitles } from '../../../page-titles.ts'
import { getScenario } from '../../../scenario-source.ts'

/** Titles of all pages, for the list of pages of a scenario too long to send them along. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const scenario = await getScenario(decodeSegment((await params).slug))
  if (!scenario) return new Response('There is no such scenario.\n', { status: 404 })
  return Response.json(pageTitles(scenario))
}
