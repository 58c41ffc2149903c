import type { CredentialRule } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Credentials.module.css'
import { METHODS } from './draft.ts'

interface Props {
  readonly rules: readonly CredentialRule[]
  readonly onChange: (rules: readonly CredentialRule[]) => void
}

/** The requests that a credential is good for; without any it is good for all. */
export function RuleFields({ rules, onChange }: Props) {
  const set = (at: number, more: Partial<CredentialRule>) =>
    onChange(rules.map((rule, place) => (place === at ? { ...rule, ...more } : rule)))
  return (
    <fieldset className={styles['rules']}>
      <legend>{t('own.requests')}</legend>
      <p>{t('own.requestsHint')}</p>
      {rules.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is nothing but its place until it is sent
        <fieldset key={at} className={styles['rule']}>
          <legend>{t('own.rule', { number: String(at + 1) })}</legend>
          <TextField
            label={t('own.service')}
            required
            autoComplete="off"
            value={rule.service}
            onChange={(event) => set(at, { service: event.currentTarget.value })}
          />
          <Select
            label={t('own.method')}
            value={rule.method}
            options={METHODS.map((value) => ({ value, label: value }))}
            onChange={(event) => set(at, { method: event.currentTarget.value })}
          />
          <TextField
            label={t('own.path')}
            required
            autoComplete="off"
            spellCheck={false}
            value={rule.path}
            onChange={(event) => set(at, { path: event.currentTarget.value })}
          />
          <Button kind="quiet" onClick={() => onChange(rules.filter((_, place) => place !== at))}>
            {t('own.removeRule')} <Hidden>{t('own.rule', { number: String(at + 1) })}</Hidden>
          </Button>
        </fieldset>
      ))}
      <div>
        <Button
          onClick={() => onChange([...rules, { service: 'object-store', method: 'GET', path: '/v1/**' }])}
        >
          {t('own.addRule')}
        </Button>
      </div>
    </fieldset>
  )
}
