import { type FormEvent, useEffect, useRef } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './NewUserPage.module.css'
import { generatePassword, WAYS_IN } from './newUser.ts'
import { RoleChoice } from './RoleChoice.tsx'
import type { NewUserForm } from './useNewUser.ts'

/** The server's rule, said before it has to refuse. */
const SHORTEST_PASSWORD = 15

export function NewUserFields({ form }: { readonly form: NewUserForm }) {
  const { draft, change, problems } = form
  const element = useRef<HTMLFormElement>(null)
  useFocusOnFault(element, form.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void form.submit()
  }
  return (
    <Card title={t('newUser.who')}>
      <form ref={element} className={styles['form']} onSubmit={submit}>
        <TextField
          label={t('newUser.username')}
          hint={t('newUser.usernameHint')}
          required
          maxLength={255}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={draft.username}
          error={problems.username}
          onChange={(event) => change({ username: event.currentTarget.value })}
        />
        <TextField
          label={t('newUser.email')}
          type="email"
          autoComplete="off"
          value={draft.email}
          error={problems.email}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <ChoiceList
          kind="radio"
          legend={t('newUser.way')}
          options={WAYS_IN.map((value) => ({
            value,
            label: t(`newUser.way.${value}`),
            text: t(`newUser.wayText.${value}`),
            chosen: value === draft.way,
          }))}
          onChange={(way) => change({ way })}
        />
        {draft.way === 'password' && <Password form={form} />}
        <RoleChoice chosen={draft.roles} onChange={(roles) => change({ roles })} />
        {problems.general !== undefined && <ErrorState error={form.error} title={t('newUser.failed')} />}
        <div className={styles['buttons']}>
          <Button kind="primary" type="submit" busy={form.busy}>
            {t('users.create')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

function Password({ form: { draft, change, problems } }: { readonly form: NewUserForm }) {
  const randomByte = () => crypto.getRandomValues(new Uint8Array(1))[0] ?? 0
  return (
    <div className={styles['password']}>
      <TextField
        label={t('account.password')}
        hint={t('newUser.passwordHint', { count: SHORTEST_PASSWORD })}
        required
        minLength={SHORTEST_PASSWORD}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={draft.password}
        error={problems.password}
        onChange={(event) => change({ password: event.currentTarget.value })}
      />
      <div className={styles['buttons']}>
        <Button kind="quiet" onClick={() => change({ password: generatePassword(randomByte) })}>
          {t('newUser.generate')}
        </Button>
        {draft.password !== '' && <CopyButton name={t('account.password')} text={draft.password} />}
      </div>
    </div>
  )
}

/** Whoever sent the form stands at what must be mended. */
function useFocusOnFault(form: React.RefObject<HTMLFormElement | null>, error: unknown): void {
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLInputElement>('[aria-invalid]')?.focus()
  }, [form, error])
}
