'use client'

import { Failure, type FailureProps } from '../../../components/ui/failure.tsx'

/** Inside the workspace, so that a page that fails leaves the terminals alone. */
export default function PageError(props: FailureProps) {
  return <Failure {...props} />
}
