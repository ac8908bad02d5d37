import { z } from 'zod'

const text = z.string().optional()

const pathwayCourseSchema = z.looseObject({
  course_id: text.describe('Folder of the scenario inside the course folder.'),
  pathway_id: text.describe('Another course folder; with `course_id`, the course folder that the scenario is in.'),
  id: text.describe('Name of a course, in homepage-pathway.json and profile-pathway.json.'),
  title: text.describe('Shown instead of the title of the scenario or course.'),
  description: text.describe('Shown instead of its description.'),
  external_link: text.describe('Address to open when no such scenario is in the repository.'),
})

/** `<course>-pathway.json`, beside the folder `<course>/`. */
export const pathwayFileSchema = z.looseObject({
  title: text.describe('Title of the course.'),
  description: text.describe('What the course is about.'),
  private: z.boolean().optional().describe('true hides the course from listings.'),
  icon: z.unknown().optional().describe('Decoration; ignored.'),
  courses: z.array(pathwayCourseSchema).optional().describe('The scenarios of the course in order.'),
  scenarios: z.array(pathwayCourseSchema).optional().describe('Scenarios outside of courses, in homepage-pathway.json and profile-pathway.json.'),
})

/** `structure.json`, inside the folder it orders. */
export const structureFileSchema = z.looseObject({
  title: text.describe('Title of the course.'),
  description: text.describe('What the course is about.'),
  items: z.array(z.looseObject({
    path: z.string().describe('Folder of a scenario or a course, relative to this file.'),
    title: text.describe('Shown instead of its title.'),
    description: text.describe('Shown instead of its description.'),
  })).optional().describe('What the folder shows, in order. What is not listed is not shown.'),
})

/** `katacoda.yaml` at the root of a repository. */
export const repositoryFileSchema = z.looseObject({
  scenario_root: z.string().optional().describe('Folder below which all scenarios are.'),
})

export type PathwayFile = z.infer<typeof pathwayFileSchema>
export type PathwayCourse = z.infer<typeof pathwayCourseSchema>
export type StructureFile = z.infer<typeof structureFileSchema>
