import { request } from 'node:http'

export interface PreviewAnswer {
  readonly status: number
  readonly body: string
}

/** A GET of a preview address without a browser. Node asks the resolver for `*.localhost`, which browsers know to be here. */
export function previewRequest(address: string): Promise<PreviewAnswer> {
  const { host, port, pathname, search } = new URL(address)
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: pathname + search, headers: { host } }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => { body += chunk })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end()
  })
}
