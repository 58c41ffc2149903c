import { Limits } from '../features/limits/Limits.tsx'
import { BusiestKeys } from '../features/usage/BusiestKeys.tsx'

/** The limits, and what is near to them. */
export default function LimitsPage() {
  return (
    <Limits>
      <BusiestKeys />
    </Limits>
  )
}
