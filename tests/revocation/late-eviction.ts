import { KnownState } from '../../server/src/domain/login/known-state.ts'

/** The planted fault: what a change made out of date stays in memory for a moment after the answer. */
const LATE_MS = 100
const forget = KnownState.prototype.forget
KnownState.prototype.forget = function late(this: KnownState, changes) {
  setTimeout(() => forget.call(this, changes), LATE_MS)
}
