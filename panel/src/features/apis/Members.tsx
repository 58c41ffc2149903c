import { t } from '../../lib/messages/index.ts'
import styles from './Members.module.css'
import type { Member } from './members.ts'

/** What an object holds, what that holds in turn, and what each is. */
export function Members({ members }: { readonly members: readonly Member[] }) {
  return (
    <ul className={styles['members']}>
      {members.map(({ name, kind, required, meaning, members: inner }) => (
        <li key={name}>
          <p>
            <code translate="no">{name}</code>{' '}
            <span className={styles['kind']}>
              {kind}
              {required && ` · ${t('apis.required')}`}
            </span>
          </p>
          {meaning !== '' && <p className={styles['meaning']}>{meaning}</p>}
          {inner.length > 0 && <Members members={inner} />}
        </li>
      ))}
    </ul>
  )
}
