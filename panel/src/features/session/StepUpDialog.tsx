import { useState } from 'react'
import type { PlainKey } from '../../lib/messages/index.ts'
import { browserHasPasskeys } from '../../lib/passkeys.ts'
import { useSession } from '../../lib/session.ts'
import { PasskeyStepUp } from './PasskeyStepUp.tsx'
import { TypedStepUp } from './TypedStepUp.tsx'

interface Props {
  /** What the proof is for; null while nothing asks. */
  readonly act: PlainKey | null
  readonly onProven: () => void
  readonly onCancel: () => void
}

/** Asks for the strongest that the person has; a recovery code stands in for a passkey that is not at hand. */
export function StepUpDialog({ act, onProven, onCancel }: Props) {
  const { confirmBy } = useSession()
  const [isLost, setLost] = useState(false)
  const close = (report: () => void) => () => {
    setLost(false)
    report()
  }
  const shared = { act, onProven: close(onProven), onCancel: close(onCancel) }
  if (confirmBy !== 'passkey') return <TypedStepUp {...shared} proof={confirmBy} />
  if (isLost || !browserHasPasskeys()) return <TypedStepUp {...shared} proof="recovery" />
  return <PasskeyStepUp {...shared} onLost={() => setLost(true)} />
}
