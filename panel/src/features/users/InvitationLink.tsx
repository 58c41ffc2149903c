import type { Invitation } from '@keyward/sdk'
import { useRef } from 'react'
import { selectContents } from '../../lib/clipboard.ts'
import { t } from '../../lib/messages/index.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ExactTime } from '../../ui/RelativeTime.tsx'
import styles from './InvitationLink.module.css'

/** The link, this once: whoever has it chooses the password. */
export function InvitationLink({ invitation }: { readonly invitation: Invitation }) {
  const { link, endsAt, mailedTo } = invitation
  const code = useRef<HTMLElement>(null)
  return (
    <div className={styles['invitation']}>
      <div className={styles['link']}>
        <code ref={code} translate="no" spellCheck={false}>
          {link}
        </code>
        <CopyButton
          kind="primary"
          name={t('invite.link')}
          text={link}
          onRefused={() => code.current && selectContents(code.current)}
        />
      </div>
      {mailedTo !== null && <p>{t('invite.mailed', { email: mailedTo })}</p>}
      <p className={styles['until']}>
        {t('invite.until')} <ExactTime at={endsAt} />. {t('invite.once')}
      </p>
    </div>
  )
}
