import type { MailDomain, MailDomainChange } from '@keyward/sdk'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Email.module.css'
import { wholeIn } from './format.ts'

/** What is typed about a domain. */
export interface DomainDraft {
  readonly maxMailboxes: string
  readonly baseMailboxMb: string
  readonly extraStorageMb: string
}

export const NEW_DOMAIN: DomainDraft = { maxMailboxes: '', baseMailboxMb: '25600', extraStorageMb: '0' }

export function draftOf({ maxMailboxes, baseMailboxMb, extraStorageMb }: MailDomain): DomainDraft {
  return {
    maxMailboxes: maxMailboxes === null ? '' : `${maxMailboxes}`,
    baseMailboxMb: `${baseMailboxMb}`,
    extraStorageMb: `${extraStorageMb}`,
  }
}

export function settingsOf(draft: DomainDraft): MailDomainChange {
  const [base, extra] = [wholeIn(draft.baseMailboxMb), wholeIn(draft.extraStorageMb)]
  return {
    maxMailboxes: wholeIn(draft.maxMailboxes) ?? null,
    ...(base !== undefined && { baseMailboxMb: base }),
    ...(extra !== undefined && { extraStorageMb: extra }),
  }
}

interface Props {
  readonly draft: DomainDraft
  readonly error: unknown
  readonly onChange: (draft: DomainDraft) => void
}

/** Limits and sizes of a domain. */
export function DomainFields({ draft, error, onChange }: Props) {
  const field = (name: keyof DomainDraft) => ({
    inputMode: 'numeric' as const,
    autoComplete: 'off',
    value: draft[name],
    error: fieldError(error, name),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      onChange({ ...draft, [name]: event.currentTarget.value }),
  })
  return (
    <div className={styles['pair']}>
      <TextField label={t('domains.max')} hint={t('domains.maxHint')} {...field('maxMailboxes')} />
      <TextField label={t('domains.base')} hint={t('domains.baseHint')} {...field('baseMailboxMb')} />
      <TextField label={t('domains.extra')} hint={t('domains.extraHint')} {...field('extraStorageMb')} />
    </div>
  )
}

const FIELDS = ['name', 'maxMailboxes', 'baseMailboxMb', 'extraStorageMb'] as const

/** True for an error that stands at none of the fields. */
export const isGeneral = (error: unknown): boolean =>
  error !== null && FIELDS.every((field) => fieldError(error, field) === undefined)
