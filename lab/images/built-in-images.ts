import { details } from './bookinfo/details.ts'
import { productpage } from './bookinfo/productpage.ts'
import { ratings } from './bookinfo/ratings.ts'
import { reviews } from './bookinfo/reviews.ts'
import type { Image } from './image.ts'
import { istioImages } from './istio.ts'

/** Every image that a lab can run besides the pages of its telemetry. */
export const builtInImages: readonly Image[] = [productpage, details, ...reviews, ratings, ...istioImages]
