import { MailImport } from './MailImport.tsx'
import { ALIASES } from './sorts.ts'

export default function AliasImportPage() {
  return <MailImport sort={ALIASES} />
}
