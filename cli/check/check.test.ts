import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProgram, temporaryFolder } from '../testing.ts'

const index = (step: object): string => JSON.stringify({ title: 'T', details: { steps: [step] } })

/** One tiny scenario for each mistake: its files, and what is told about it. */
const mistakes: readonly { readonly files: Readonly<Record<string, string>>; readonly told: readonly string[] }[] = [
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': 'Fine: `ls`{{execute}} ![x](p.png)', 'assets/p.png': '' }, told: [] },
  { files: { 'index.json': '{\n  "title": "T"\n  "details": {}\n}' }, told: ['error index-syntax index.json:3:3'] },
  { files: { 'index.json': '' }, told: ['error index-empty index.json:1:1'] },
  { files: { 'index.json': '[1]' }, told: ['error index-not-object index.json:1:1'] },
  { files: { 'index.json': '['.repeat(200) }, told: ['error index-too-deep index.json:1:101'] },
  { files: { 'index.json': '{\n // note\n"title": "T",\n}' }, told: ['warning index-tolerated index.json:2:2'] },
  { files: { 'index.json': '\uFEFF{"title": "T"}' }, told: ['warning byte-order-mark index.json:1:1'] },
  { files: { 'index.json': '{"title": "T",\n "time": ["1"]}' }, told: ['error wrong-type index.json:2:2'] },
  { files: { 'index.json': '{"title": "T", "environment": {"uilayout": "spiral"}}' }, told: ['warning unknown-layout index.json:1:32'] },
  { files: { 'index.json': '{"title": "T", "details": {}}' }, told: ['warning no-steps index.json:1:16'] },
  { files: { 'index.json': index({ text: 'setp.md' }), 'step.md': '' }, told: ['error page-missing index.json:1:35'] },
  { files: { 'index.json': index({ verify: 'v.sh' }) }, told: ['error script-missing index.json:1:35'] },
  { files: { 'index.json': index({ text: '../../../etc/passwd' }) }, told: ['error path-outside index.json:1:35'] },
  { files: { 'index.json': '{"details": {"steps": [{}], "assets": {"host01": [{"file": "no.sh", "chmod": "rwx"}]}}}' }, told: ['warning asset-missing index.json:1:52', 'warning asset-mode index.json:1:69'] },
  { files: { 'index.yaml': 'title: T\ndetails:\n  steps:\n    - text: no.md' }, told: ['error page-missing index.yaml:4:13'] },
  { files: { 'index.yaml': 'title: [T' }, told: ['error index-syntax index.yaml:1:10'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': 'One\n\n ![x](./lost.png)' }, told: ['warning image-missing a.md:3:7'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': 'One\n\n```bash\nls' }, told: ['warning fence-unclosed a.md:3:1'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': '`ls`{{exeute}}' }, told: ['warning macro-unknown a.md:1:7'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': 'x {{execute}}' }, told: ['warning macro-stray a.md:1:3'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': '`ls{{execute}}`' }, told: ['warning macro-in-code a.md:1:4'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': '`nothing`{{execute ctrl-seq}}' }, told: ['warning key-unknown a.md:1:2'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': '>>Why?<<\n\nText' }, told: ['warning quiz-unanswered a.md:1:3'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': '>>Why?<<\n( ) a' }, told: ['warning quiz-no-correct a.md:1:3'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': '<pre class="file" data-filename="x" data-target="insert">\na</pre>' }, told: ['warning file-no-marker a.md:1:34'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': '<pre>\na' }, told: ['error pre-unclosed a.md:1:1'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': 'a\n\n<!-- b' }, told: ['error comment-unclosed a.md:3:1'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': '[here]()' }, told: ['warning link-empty a.md:1:2'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': '> '.repeat(20_000) }, told: ['warning page-too-dense a.md:1:1'] },
  { files: { 'index.json': index({ text: 'a.md' }), 'a.md': 'x'.repeat(600 * 1024) }, told: ['error file-too-large a.md'] },
  { files: { 'lab/index.json': index({}), 'structure.json': '{"items": [{"path": "lba"}]}' }, told: ['warning course-item-missing structure.json:1:13'] },
  { files: { 'index.json': index({}), 'katacoda.yaml': 'scenario_root: ./content' }, told: ['warning scenario-root-missing katacoda.yaml:1:16'] },
]

describe('rehearsal check', () => {
  it.each(mistakes.map(({ files, told }) => ({ name: told.join(', ') || 'of nothing', files, told })))('tells $name', async ({ files, told }) => {
    const folder = temporaryFolder(files)
    const { out, outcome } = await runProgram('check', folder.path, '--json')
    folder.close()
    const report = JSON.parse(out) as { problems: readonly { code: string; severity: string; file: string; line?: number; column?: number; expected: string; got: string; message: string }[] }
    expect(report.problems.map(({ severity, code, file, line, column }) => `${severity} ${code} ${[file, line, column].filter((part) => part !== undefined).join(':')}`)).toEqual(told)
    for (const { expected, got, message } of report.problems) expect(message).toContain(`Expected ${expected}, got ${got}.`)
    expect(outcome).toEqual({ kind: 'status', status: told.some((line) => line.startsWith('error')) ? 1 : 0 })
  })

  describe('forms', () => {
    let folder: ReturnType<typeof temporaryFolder>
    beforeAll(() => {
      folder = temporaryFolder({ 'a,b/index.json': index({ text: 'setp.md' }), 'a,b/step.md': '', 'ok/index.json': index({ text: 'a.md' }), 'ok/a.md': 'x {{execute \u001b[31m}}\n`a`{{exeute}}' })
    })
    afterAll(() => folder.close())

    it('writes lines for readers, without control characters', async () => {
      const { out } = await runProgram('check', folder.path)
      expect(out).toContain('a,b/index.json:1:35: error: Expected `details.steps[0].text` to name a markdown file, got "setp.md", which is not there. Did you mean "step.md"? (page-missing)\n')
      expect(out).toMatch(/\n2 scenarios and 1 page: 1 error, 2 warnings\.\n$/)
      expect(out).not.toContain('\u001b')
    })

    it('writes annotations that GitHub reads', async () => {
      const { out } = await runProgram('check', '--format', 'github', folder.path)
      const file = join('a%2Cb', 'index.json')
      expect(out.split('\n')[0]).toMatch(new RegExp(`^::error file=.*${file},line=1,col=35,title=page-missing::Expected \`details.steps\\[0\\].text\` to name`))
      expect(out.trimEnd().split('\n')).toHaveLength(3)
    })

    it('counts warnings when it is told to be strict', async () => {
      expect((await runProgram('check', '--strict', join(folder.path, 'ok'))).outcome).toEqual({ kind: 'status', status: 1 })
      expect((await runProgram('check', join(folder.path, 'ok'))).outcome).toEqual({ kind: 'status', status: 0 })
    })
  })

  it.each([
    [['check', '/nowhere/at/all'], /Expected a folder, got "\/nowhere\/at\/all", which is not there/],
    [['check', '--format', 'xml', '.'], /Expected --format text, json, github, got "xml"/],
    [['check', '--colour'], /--colour/],
    [['check', 'a', 'b'], /got "b"/],
    [['chekc'], /There is no command "chekc"/],
    [['serve'], /Expected a folder or the address/],
  ])('refuses %j in one sentence', async (args, sentence) => {
    const { err, outcome } = await runProgram(...args)
    expect(err).toMatch(sentence)
    expect(outcome).toEqual({ kind: 'status', status: 2 })
  })
})
