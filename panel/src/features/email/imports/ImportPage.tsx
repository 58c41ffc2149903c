import { MailImport } from './MailImport.tsx'
import { MAILBOXES } from './sorts.ts'

export default function ImportPage() {
  return <MailImport sort={MAILBOXES} />
}
