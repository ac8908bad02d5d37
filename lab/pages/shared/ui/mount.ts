import { type ComponentChild, render } from 'preact'

/** Shows a page in the place that its HTML keeps for it. */
export function mount(page: ComponentChild): void {
  const place = document.getElementById('page')
  if (!place) throw new Error('Expected the page to have an element #page')
  place.replaceChildren()
  render(page, place)
}
