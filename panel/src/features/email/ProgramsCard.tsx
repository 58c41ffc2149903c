import { useQuery } from '@tanstack/react-query'
import { t } from '../../lib/messages/index.ts'
import { Card } from '../../ui/Card.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { mailSystemQuery } from './queries.ts'

/** What the owner of a mailbox enters in a mail program; they are shown the same at their own page. */
export function ProgramsCard({ address }: { readonly address: string }) {
  const { data: system } = useQuery(mailSystemQuery)
  if (!system) return null
  const { imap, pop3, smtp } = system.programs
  const rows = [
    [t('programs.user'), address, ''],
    [t('programs.imap'), imap, t('programs.imapPorts')],
    [t('programs.pop3'), pop3, t('programs.pop3Ports')],
    [t('programs.smtp'), smtp, t('programs.smtpPorts')],
  ] as const
  return (
    <Card title={t('programs.title')} lead={t('programs.text')}>
      <Details>
        {rows.map(([label, value, ports]) => (
          <DetailsRow key={label} label={label} actions={<CopyButton name={label} text={value} />}>
            <span translate="no">{value}</span> {ports}
          </DetailsRow>
        ))}
      </Details>
    </Card>
  )
}
