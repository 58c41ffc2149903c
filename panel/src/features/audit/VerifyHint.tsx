import { t } from '../../lib/messages/index.ts'
import { Card } from '../../ui/Card.tsx'
import { CommandLine } from '../../ui/CodeSnippet.tsx'

/** How to see that nobody has changed the log. */
export function VerifyHint() {
  return (
    <Card title={t('audit.verify')} lead={t('audit.verifyLead')}>
      <CommandLine name={t('audit.verifyCommand')} code="npx keyward audit verify" />
      <CommandLine
        name={t('audit.verifyFileCommand')}
        code="npx keyward audit verify --export keyward-audit.jsonl"
      />
    </Card>
  )
}
