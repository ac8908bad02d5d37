import type { Image } from '../image.ts'
import { json, splitPath, work } from '../replies.ts'

const book = {
  author: 'William Shakespeare', year: 1595, type: 'paperback', pages: 200, publisher: 'PublisherA', language: 'English',
  'ISBN-10': '1234567890', 'ISBN-13': '123-1234567890',
}

/** What a book is: author, pages, publisher. */
export const details: Image = {
  names: ['istio/examples-bookinfo-details-*'],
  start(context) {
    context.log('INFO  WEBrick 1.3.1')
    context.log('INFO  WEBrick::HTTPServer#start: pid=1 port=9080')
    return {
      ports: [9080],
      async handle(request) {
        const { path } = splitPath(request.path)
        if (path === '/health') return json({ status: 'Details is healthy' })
        const [, id] = /^\/details\/([^/]*)$/.exec(path) ?? []
        if (id === undefined) return json({ error: 'not found' }, 404)
        await work(context, [3, 10])
        context.log(`"${request.method} ${path} HTTP/1.1" ${/^\d+$/.test(id) ? 200 : 400}`)
        return /^\d+$/.test(id) ? json({ id: Number(id), ...book }) : json({ error: 'please provide numeric product id' }, 400)
      },
    }
  },
}
