import { describe, expect, it } from 'vitest'
import { bracketed } from './bracket-modules.mjs'

const script = (list: string): string => `(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push([${list}]);`

describe('bracketed', () => {
  it('puts brackets around every module and nothing else', () => {
    expect(bracketed(script('"object"==typeof document?document.currentScript:void 0,12,e=>{let f=()=>[1,")"];e.s(f)},7,8,(e,t)=>{"use strict";t.x=/[(,]/}')))
      .toBe(script('"object"==typeof document?document.currentScript:void 0,12,(e=>{let f=()=>[1,")"];e.s(f)}),7,8,((e,t)=>{"use strict";t.x=/[(,]/})'))
  })

  it('takes two modules of the same words for two', () => {
    expect(bracketed(script('void 0,1,e=>{e.v(1)},2,e=>{e.v(1)}'))).toBe(script('void 0,1,(e=>{e.v(1)}),2,(e=>{e.v(1)})'))
  })

  it('does it once', () => {
    const once = bracketed(script('void 0,1,e=>{e.v(1)},2,function(e){return e}'))
    expect(bracketed(once)).toBe(once)
  })

  it('leaves a script without modules as it is', () => {
    const runtime = script('void 0,{otherChunks:["a.js"],runtimeModuleIds:[1]}')
    expect(bracketed(runtime)).toBe(runtime)
  })
})
