import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json.ts'
import { compileTemplate } from './go-template.ts'

const data: JsonObject = {
  metadata: { name: 'web', labels: { app: 'web', tier: 'front' } }, spec: { replicas: 2, ports: [{ port: 80, name: 'http' }, { port: 443 }] }, big: 1_234_567, no: null, empty: [], yes: true,
  secret: 'aGVsbG8=',
}

describe('go templates', () => {
  it.each([
    ['{{.metadata.name}}', 'web'],
    ['{{ .spec.replicas }} of {{.big}}', '2 of 1.234567e+06'],
    ['{{range .spec.ports}}{{.port}}:{{.name}} {{end}}', '80:http 443:<no value> '],
    ['{{range $i, $p := .spec.ports}}{{$i}}={{$p.port}};{{end}}', '0=80;1=443;'],
    ['{{range $k, $v := .metadata.labels}}{{$k}}={{$v}}{{"\\n"}}{{end}}', 'app=web\ntier=front\n'],
    ['{{range .empty}}x{{else}}none{{end}}', 'none'],
    ['{{if .yes}}a{{else if .no}}b{{else}}c{{end}}', 'a'],
    ['{{if .no}}a{{else if .yes}}b{{else}}c{{end}}', 'b'],
    ['{{with .metadata}}{{.name}}/{{$.spec.replicas}}{{end}}', 'web/2'],
    ['{{len .spec.ports}} {{index .metadata.labels "app"}} {{index .spec.ports 1 "port"}}', '2 web 443'],
    ['{{(index .spec.ports 0).name}}', 'http'],
    ['{{.metadata.name | printf "%-6s|%q" "x"}}', 'x     |"web"'],
    ['{{printf "%05.1f %d %v" 1.5 3 .metadata.labels}}', '001.5 3 map[app:web tier:front]'],
    ['{{if and (eq .metadata.name "web") (gt .spec.replicas 1)}}ok{{end}}', 'ok'],
    ['{{if or .no (not .yes)}}x{{else}}y{{end}}', 'y'],
    ['a {{- " b " -}} c', 'a b c'],
    ['{{/* nothing */}}x', 'x'],
    ['{{$n := .metadata.name}}{{range .spec.ports}}{{$n = "other"}}{{end}}{{$n}}', 'other'],
    ['{{define "p"}}<{{.}}>{{end}}{{template "p" .metadata.name}}', '<web>'],
    ['{{.secret | base64decode}}', 'hello'],
    ['{{.missing}} {{.no}}', '<no value> <nil>'],
    ['{{.spec.ports}}', '[map[name:http port:80] map[port:443]]'],
    ['{{if exists . "spec" "replicas"}}y{{end}}{{if exists . "spec" "nope"}}n{{end}}', 'y'],
    ['{{range .spec.ports}}{{if eq .port 443}}{{continue}}{{end}}{{.port}}{{end}}', '80'],
  ])('%s', (template, expected) => {
    expect(compileTemplate(template)(data, { allowMissingKeys: true })).toBe(expected)
  })

  it.each(['{{range .a}}', '{{if}}x{{end}}', '{{end}}', '{{.a', '{{nope .a}}'])('refuses %s', (template) => {
    expect(() => compileTemplate(template)(data, { allowMissingKeys: true })).toThrow(/error/i)
  })

  it('names a missing key where those are not allowed', () => {
    expect(() => compileTemplate('{{.missing}}')(data, { allowMissingKeys: false })).toThrow('map has no entry for key "missing"')
  })
})
