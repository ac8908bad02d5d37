import { pageFrame } from './page-frame.ts'

/** What stands at `/`: two doors to the same page, as the original has them. */
export function introPage(): string {
  return pageFrame({ main: `
<section class="intro">
  <h1>Hello! This is a simple bookstore application</h1>
  <p>It is made of four services: the product page asks <b>details</b> and <b>reviews</b>, and reviews asks <b>ratings</b>. There are three versions of reviews:
  the first shows no stars, the second black ones, the third red ones.</p>
  <p class="doors"><a class="btn" href="/productpage?u=normal">Normal user</a> <a class="btn" href="/productpage?u=test">Test user</a></p>
</section>` })
}
