import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { readPlainYaml } from './plain-yaml.ts'

const config = `apiVersion: v1
kind: Config
clusters:
- cluster:
    server: http://127.0.0.1:4321/labs/k3v9x2p7/0123456789abcdef
    insecure-skip-tls-verify: true
  name: lab
contexts:
- context:
    cluster: lab
    namespace: istio-system
    user: admin
  name: istio-system/lab/admin
current-context: istio-system/lab/admin
preferences: {}
users:
- name: admin
  user:
    token: 0a1b2c3d
`

it('reads a kubeconfig as the whole reader does', () => {
  expect(readPlainYaml(config)).toEqual(parse(config))
  const indented = config.replaceAll(/^(- |  )/gm, '  $1')
  expect(readPlainYaml(indented)).toEqual(parse(indented))
})

it.each([
  ['quotes', 'a: "b"\n'], ['numbers', 'a: 12\n'], ['numbers with an exponent', 'a: 12e3\n'], ['old truths', 'a: yes\n'], ['nothing', 'a: null\n'], ['no value', 'a:\nb: c\n'], ['blocks of text', 'a: |\n  b\n'],
  ['flow', 'a: {b: c}\n'], ['anchors', 'a: &x b\n'], ['tags', 'a: !!str b\n'], ['comments behind', 'a: b # c\n'], ['wrong depth', 'a: b\n  c: d\n'], ['documents', 'a: b\n---\nc: d\n'], ['the same key again', 'a: b\na: c\n'], ['tabs', 'a:\n\tb: c\n'],
])('leaves %s to the whole reader', (_what, source) => {
  expect(readPlainYaml(source)).toBeUndefined()
})
