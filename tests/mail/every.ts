import { deliveryTests } from './delivery.ts'
import { filterTests } from './filter.ts'
import type { MailKit } from './kit.ts'
import { ownLetterTests } from './own-letters.ts'
import { ownerTests } from './owners.ts'
import { pop3Tests } from './pop3.ts'
import { refusalTests } from './refusals.ts'
import { revokedTests } from './revoked.ts'
import { signingTests, unfilteredTests } from './signing.ts'
import { usageTests } from './usage.ts'

/** One set of mail servers for all: starting them takes longer than most of the tests. */
export function everyTest(kit: () => MailKit): void {
  deliveryTests(kit)
  filterTests(kit)
  signingTests(kit)
  refusalTests(kit)
  revokedTests(kit)
  ownerTests(kit)
  ownLetterTests(kit)
  usageTests(kit)
  pop3Tests(kit)
  unfilteredTests(kit)
}
