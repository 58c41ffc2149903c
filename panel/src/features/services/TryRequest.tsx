import type { Service, ServiceDecision } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { METHODS } from './methods.ts'
import { rolesQuery } from './queries.ts'
import styles from './Services.module.css'
import { decisionSentence } from './sentence.ts'

/** Asks whether a request would get through, without sending any. */
export function TryRequest({ service }: { readonly service: Service }) {
  const roles = useQuery(rolesQuery).data ?? []
  const [method, setMethod] = useState('GET')
  const [path, setPath] = useState('/')
  const [role, setRole] = useState('')
  const [decision, setDecision] = useState<ServiceDecision | null>(null)
  const ask = useAct(async () => {
    setDecision(null)
    setDecision(await api.services.decide(service.name, { method, path, ...(role && { role }) }))
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void ask.run()
  }
  const anyRole = { value: '', label: t('try.noRole') }
  return (
    <Card title={t('try.title')} lead={t('try.lead')}>
      <form className={styles['try']} onSubmit={submit}>
        <Select
          label={t('try.method')}
          value={method}
          options={METHODS.map((value) => ({ value, label: value }))}
          onChange={(event) => setMethod(event.currentTarget.value)}
        />
        <TextField
          label={t('try.path')}
          value={path}
          required
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <Select
          label={t('rules.role')}
          value={role}
          options={[anyRole, ...roles.map(({ name }) => ({ value: name, label: name }))]}
          onChange={(event) => setRole(event.currentTarget.value)}
        />
        <Button type="submit" busy={ask.busy}>
          {t('try.ask')}
        </Button>
      </form>
      <div role="status">{decision && <Decision decision={decision} />}</div>
      {ask.error !== null && <ErrorState error={ask.error} />}
    </Card>
  )
}

function Decision({ decision }: { readonly decision: ServiceDecision }) {
  return (
    <p className={styles['decision']}>
      <Badge kind={decision.allowed ? 'success' : 'danger'} icon={decision.allowed ? 'check' : 'cross'}>
        {t(decision.allowed ? 'try.passes' : 'try.refused')}
      </Badge>{' '}
      {decisionSentence(decision)}
    </p>
  )
}
