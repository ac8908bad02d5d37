import { isRecord, readList, readRecord, text } from '../../../kube/read.ts'
import { escapeHtml } from '../../escape-html.ts'
import type { Fetched } from './fetch-book.ts'
import { pageFrame } from './page-frame.ts'

export interface ProductPageInput {
  readonly user: string | undefined
  readonly details: Fetched
  readonly reviews: Fetched
  /** Newer bookinfo names the pod that served the reviews. */
  readonly showsPod: boolean
}

const mostStars = 5

/** The page of the one book in the shop. */
export function productPage({ user, details, reviews, showsPod }: ProductPageInput): string {
  return pageFrame({ user, main: `
<section class="book">
  <div class="cover" aria-hidden="true"><span>The<br>Comedy<br>of<br>Errors</span></div>
  <div>
    <h1>The Comedy of Errors</h1>
    <p class="summary"><b>Summary:</b> Two pairs of twins, parted by a shipwreck as babies, walk the same streets of Ephesus without knowing it. Masters scold the
    wrong servants, a wife dines with the wrong husband and a goldsmith wants his money from the wrong man: one of Shakespeare&#39;s earliest plays, his shortest and his silliest.</p>
  </div>
</section>
<div class="columns">
  <section aria-labelledby="details"><h2 id="details">Book Details</h2>${detailsPart(details)}</section>
  <section aria-labelledby="reviews"><h2 id="reviews">Book Reviews</h2>${reviewsPart(reviews, showsPod)}</section>
</div>` })
}

const detailRows = [
  ['Type', 'type'], ['Pages', 'pages'], ['Publisher', 'publisher'], ['Language', 'language'], ['ISBN-10', 'ISBN-10'], ['ISBN-13', 'ISBN-13'],
] as const

function detailsPart({ status, body }: Fetched): string {
  if (status !== 200) return problem('Error fetching product details!', body)
  const book = readRecord(body)
  return `<dl>${detailRows.map(([label, key]) => `<div><dt>${label}:</dt><dd>${escapeHtml(text(book[key]))}</dd></div>`).join('')}</dl>`
}

function reviewsPart({ status, body }: Fetched, showsPod: boolean): string {
  if (status !== 200) return problem('Error fetching product reviews!', body)
  const served = text(readRecord(body)['podname'])
  const note = showsPod && served ? `<p class="served">Reviews served by: <code>${escapeHtml(served)}</code></p>` : ''
  return readList(body, 'reviews').map(reviewCard).join('') + note
}

function reviewCard(review: unknown): string {
  const { reviewer, text: words, rating } = readRecord(review)
  return `<figure><blockquote><p>${escapeHtml(text(words))}</p></blockquote>
<figcaption>&mdash; <cite>${escapeHtml(text(reviewer))}</cite></figcaption>${isRecord(rating) ? ratingPart(rating) : ''}</figure>`
}

function ratingPart({ error, stars, color }: Readonly<Record<string, unknown>>): string {
  if (error !== undefined) return `<p class="no-rating"><i>${escapeHtml(text(error))}</i></p>`
  const full = Math.max(0, Math.min(mostStars, Number(stars)))
  const shade = color === 'red' ? 'red' : 'black'
  const star = '<span class="glyphicon glyphicon-star" aria-hidden="true">&#9733;</span>'
  const empty = '<span class="glyphicon glyphicon-star-empty" aria-hidden="true">&#9734;</span>'
  return `<p class="stars" role="img" aria-label="${full} of ${mostStars} stars, ${shade}"><font color="${shade}">${star.repeat(full)}${empty.repeat(mostStars - full)}</font></p>`
}

function problem(title: string, body: unknown): string {
  return `<div class="problem" role="status"><h3>${title}</h3><p>${escapeHtml(text(readRecord(body)['error']))}</p></div>`
}
