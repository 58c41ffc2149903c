import type { DnsRecord } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import styles from './Email.module.css'
import { CHECKED_DNS, EMAIL } from './queries.ts'
import { makeDkimSnippets, revokeDkimSnippets, verifyDkimSnippets } from './snippets.ts'

interface Props {
  readonly domain: string
  /** That of the key that waits, else of the one that signs. */
  readonly record: DnsRecord | undefined
}

/** What is done with the key that mail of a domain is signed with: made, verified, followed by another, revoked. */
export function DkimActs({ domain, record }: Props) {
  const changed = useChanged()
  const [revoking, setRevoking] = useState(false)
  const state = record === undefined ? 'none' : record.signing === true ? 'signing' : 'waiting'
  const act = useAct(async () => {
    if (state === 'waiting') await api.domains.verifyDkimKey(domain)
    else await api.domains.makeDkimKey(domain)
    await changed(domain, t(state === 'waiting' ? 'dkim.verified' : 'dkim.made', { name: domain }))
  })
  const label = ({ none: 'dkim.make', waiting: 'dkim.verify', signing: 'dkim.makeNew' } as const)[state]
  return (
    <>
      <p className={styles['muted']}>{t(`dkim.${state}`)}</p>
      <div className={styles['row']}>
        <Button busy={act.busy} onClick={() => act.run()}>
          {t(label)}
        </Button>
        {state !== 'none' && (
          <Button kind="danger" disabled={act.busy} onClick={() => setRevoking(true)}>
            {t('dkim.revoke')}
          </Button>
        )}
      </div>
      {act.error !== null && <ErrorState error={act.error} />}
      {state === 'waiting' ? (
        <ShowAsCode name={t('code.verifyDkimName')} snippets={verifyDkimSnippets(domain)} />
      ) : (
        <ShowAsCode name={t('code.makeDkimName')} snippets={makeDkimSnippets(domain)} />
      )}
      {revoking && <RevokeDialog domain={domain} onClose={() => setRevoking(false)} />}
    </>
  )
}

function RevokeDialog({ domain, onClose }: { readonly domain: string; readonly onClose: () => void }) {
  const changed = useChanged()
  const revoke = useAct(async () => {
    await api.domains.revokeDkimKeys(domain)
    await changed(domain, t('dkim.revoked', { name: domain }))
    onClose()
  })
  return (
    <ConfirmDialog
      title={t('dkim.revokeTitle', { name: domain })}
      text={t('dkim.revokeText')}
      button={t('dkim.revoke')}
      act={revoke}
      onConfirm={() => revoke.run()}
      onClose={onClose}
    >
      <ShowAsCode name={t('code.revokeDkimName')} snippets={revokeDkimSnippets(domain)} />
    </ConfirmDialog>
  )
}

/** Tells what was done; what was seen in the DNS before is of other records now. */
function useChanged() {
  const queries = useQueryClient()
  return async (domain: string, text: string) => {
    tellDone({ text })
    await queries.resetQueries({ queryKey: [...CHECKED_DNS, domain] })
    await queries.invalidateQueries({ queryKey: EMAIL })
  }
}
