import { ApiError } from '../status.ts'

/** How a client wants to see objects: as they are, as rows of a table, or their metadata alone. */
export type Shape = 'object' | 'table' | 'metadata'

/** The first form in the Accept header that is spoken here. Protobuf is not, but who asks for it takes JSON too. */
export function shapeOf(request: Request): Shape {
  const accept = request.headers.get('accept') ?? ''
  if (accept === '') return 'object'
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
    const form = parameters.find((parameter) => parameter.startsWith('as='))?.slice(3)
    if (form === 'Table') return 'table'
    if (form?.startsWith('PartialObjectMetadata')) return 'metadata'
    if (form === undefined && ['application/json', 'application/*', '*/*', 'application/yaml', 'application/vnd.kubernetes.protobuf'].includes(type)) return 'object'
  }
  throw new ApiError('NotAcceptable', 'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf')
}
