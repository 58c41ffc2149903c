import '../../../lib/messages/en/email.ts'
import '../../../lib/messages/en/groupLists.ts'
import type { GroupList } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { t } from '../../../lib/messages/index.ts'
import { Button } from '../../../ui/Button.tsx'
import { LastDone } from '../../../ui/LastDone.tsx'
import { Page } from '../../../ui/Page.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { DomainChoice } from '../DomainChoice.tsx'
import styles from '../Email.module.css'
import { EmailGate } from '../EmailGate.tsx'
import { NoDomains } from '../EmailHomePage.tsx'
import { domainChoiceQuery, EMAIL } from '../queries.ts'
import { FoundLists } from './FoundLists.tsx'
import { AddListDialog, DeleteListDialog, EditListDialog } from './ListDialogs.tsx'
import { type AskedLists, listsAddress, listsAskedIn, listsQuestion } from './listFilter.ts'
import { listsSnippets } from './listSnippets.ts'

/** The group lists of the account. What is looked for is part of the address. */
export default function GroupListsPage() {
  return (
    <EmailGate areas={['lists']} title={t('lists.title')}>
      <div className={styles['page']}>
        <Link to="/email" className={styles['back']}>
          {t('area.email')}
        </Link>
        <GroupLists />
      </div>
    </EmailGate>
  )
}

/** The act that is asked for, on the list as it was then. */
type Act = { readonly kind: 'add' } | { readonly kind: 'edit' | 'delete'; readonly list: GroupList }

function GroupLists() {
  const { data } = useQuery(domainChoiceQuery)
  const asked = listsAskedIn(useLocation().searchStr)
  const [act, setAct] = useState<Act | null>(null)
  const domains = data?.items.map(({ name }) => name) ?? []
  const close = () => setAct(null)
  return (
    <Page
      title={t('lists.title')}
      lead={t('lists.lead')}
      aside={
        domains.length > 0 && (
          <Button kind="primary" onClick={() => setAct({ kind: 'add' })}>
            {t('lists.add')}
          </Button>
        )
      }
    >
      {data?.items.length === 0 ? (
        <NoDomains />
      ) : (
        <>
          <Filters asked={asked} />
          <FoundLists asked={asked} onAsk={(kind, list) => setAct({ kind, list })} />
        </>
      )}
      {act?.kind === 'add' && <AddListDialog domain={domains[0] ?? ''} onClose={close} />}
      {act?.kind === 'edit' && <EditListDialog list={act.list} onClose={close} />}
      {act?.kind === 'delete' && <DeleteListDialog list={act.list} onClose={close} />}
      <LastDone about={EMAIL} />
      <ShowAsCode name={t('code.listsName')} snippets={listsSnippets(listsQuestion(asked))} />
    </Page>
  )
}

interface FiltersProps {
  readonly asked: AskedLists
}

/** Each change looks at once; typing waits for a pause. */
function Filters({ asked }: FiltersProps) {
  const router = useRouter()
  const look = (change: Partial<AskedLists>) => router.history.replace(listsAddress({ ...asked, ...change }))
  return (
    <search className={styles['filters']}>
      <form aria-label={t('lists.filters')} onSubmit={(event) => event.preventDefault()}>
        <SearchField
          label={t('lists.text')}
          hint={t('lists.textHint')}
          text={asked.text}
          onLook={(text) => look({ text })}
        />
        <DomainChoice
          label={t('lists.domain')}
          none={t('lists.anyDomain')}
          value={asked.domain}
          onChange={(domain) => look({ domain })}
        />
        <SearchField
          label={t('lists.member')}
          hint={t('lists.memberHint')}
          text={asked.member}
          onLook={(member) => look({ member })}
        />
      </form>
    </search>
  )
}
