import type { FunctionBody, FunctionTable } from './function-input.ts'
import { histogramFunctions } from './histogram-functions.ts'
import { labelFunctions } from './label-functions.ts'
import { numberFunctions } from './number-functions.ts'
import { rangeFunctions } from './range-functions.ts'
import { timeFunctions } from './time-functions.ts'
import { vectorFunctions } from './vector-functions.ts'

const functions: FunctionTable = { ...rangeFunctions, ...numberFunctions, ...timeFunctions, ...labelFunctions, ...vectorFunctions, ...histogramFunctions }

export function bodyOf(name: string): FunctionBody | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined
}
