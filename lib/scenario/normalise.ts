import { normaliseDashboards } from './normalise/dashboards.ts'
import { normalisePage, normaliseStep } from './normalise/pages.ts'
import { layoutKinds, type Asset, type EditorSettings, type Layout, type Scenario, type TerminalSetup } from './scenario.ts'
import type { ScenarioFile } from './schema.ts'
import { nameOf } from './repository-files.ts'
import { oneOf } from './one-of.ts'
import type { Report } from './report.ts'

export interface ScenarioPlace {
  readonly id: string
  readonly slug: string
  /** Below the repository's root. */
  readonly folder: string
  readonly indexFile: string
  readonly language: string
}

const defaultImage = 'ubuntu'
const defaultEditorPath = '/root'
/** Nobody uploads so many files one by one; looking them all up would take its time. */
const maxLookedUp = 2_000

/** From what is written to what is used: every default filled in, every loose form made strict, mistakes reported. */
export function normalise(file: ScenarioFile, place: ScenarioPlace, report: Report): Scenario {
  const { details = {}, environment = {}, backend = {} } = file
  const title = text(file.title) || nameOf(place.id)
  const steps = (details.steps ?? []).map((step, index) => normaliseStep(step, index, report))
  if (steps.length === 0 && file.details) report.add('no-steps', ['details'])
  const intro = details.intro && normalisePage(details.intro, { key: 'intro', title }, report)
  const finish = details.finish && normalisePage(details.finish, { key: 'finish', title: 'Finish' }, report)
  return {
    ...place,
    title,
    description: text(file.description),
    difficulty: text(file.difficulty),
    time: typeof file.time === 'number' ? `${file.time} minutes` : text(file.time),
    hidden: file.private === true || file.noindex === true,
    ...(intro && { intro }),
    steps,
    ...(finish && { finish }),
    skipIntro: environment.hideintro === true,
    skipFinish: environment.hidefinish === true,
    assets: assetsOf(details.assets, report),
    layout: layoutOf(file, report),
    editor: editorOf(file),
    dashboards: normaliseDashboards(file),
    terminals: terminalsOf(environment.terminals),
    greeting: environment.uimessage1 ?? '',
    imageId: text(backend.imageid) || defaultImage,
    challenge: text(file.type).startsWith('challenge'),
    problems: report.problems(),
  }
}

function layoutOf({ environment, interface: killercoda }: ScenarioFile, report: Report): Layout {
  const written = text(environment?.uilayout)
  const name = written.toLowerCase().replace(/-v\d+$/, '')
  if (name && !oneOf(layoutKinds, name)) report.add('unknown-layout', ['environment', 'uilayout'], { found: written })
  const layout = oneOf(layoutKinds, name) ? name : 'terminal'
  if (killercoda?.layout === 'ide') return 'vscode'
  return layout === 'terminal' && environment?.showide ? 'editor-terminal' : layout
}

function editorOf({ environment, files }: ScenarioFile): EditorSettings {
  const language = text(environment?.uisettings)
  return {
    path: text(environment?.uieditorpath) || defaultEditorPath,
    files: (files ?? []).map((name) => name.trim()).filter((name) => name !== ''),
    ...(language && { language }),
    hideHiddenFiles: environment?.hideHiddenFiles === true,
    exclude: environment?.exclusionPatterns ?? [],
  }
}

function terminalsOf(terminals: NonNullable<ScenarioFile['environment']>['terminals'] = []): readonly TerminalSetup[] {
  return terminals.map(({ name, target, command }, index) => ({
    name: text(name) || `Terminal ${index + 2}`,
    host: text(target) || 'host01',
    ...(command && { command }),
  }))
}

function assetsOf(assets: NonNullable<ScenarioFile['details']>['assets'] = {}, report: Report): readonly Asset[] {
  return Object.entries(assets).flatMap(([host, list]) => list.map((asset, index) => {
    const chmod = text(asset.chmod)
    if (index < maxLookedUp && !report.hasAsset(asset.file)) report.add('asset-missing', ['details', 'assets', host, index, 'file'], { found: asset.file, host })
    const valid = /^(?:0?[0-7]{3,4}|[ugoa]*[-+=][rwxXst]*(?:,[ugoa]*[-+=][rwxXst]*)*)$/.test(chmod)
    if (chmod && !valid) report.add('asset-mode', ['details', 'assets', host, index, 'chmod'], { found: chmod })
    return { host, file: asset.file.trim(), target: text(asset.target), ...(valid && { chmod }) }
  }))
}

function text(value: string | undefined): string {
  return value?.trim() ?? ''
}
