import type { DomainSettings, ListedDomain, MailDomain } from './mail-domain.ts'
import type { Listed, ListPage } from './paging.ts'

export interface DomainPageQuery extends ListPage {
  /** `null`: of every account. */
  readonly accountId: string | null
  /** Only these. */
  readonly names?: readonly string[]
}

export interface MailDomainStore {
  /** @throws DomainError `mail_domain.exists` for a name that any account has */
  insert(domain: MailDomain): Promise<void>
  byName(accountId: string, name: string): Promise<MailDomain | null>
  listed(accountId: string, name: string): Promise<ListedDomain | null>
  /** Whichever account has it. */
  find(name: string): Promise<MailDomain | null>
  /** All of the installation, or of one account, by name. */
  list(accountId?: string): Promise<readonly ListedDomain[]>
  page(query: DomainPageQuery): Promise<Listed<ListedDomain>>
  /** Makes those who change the domain, or what is in it, take turns until the transaction ends. */
  hold(id: string): Promise<void>
  update(id: string, change: Partial<DomainSettings & Pick<MailDomain, 'catchAll'>>): Promise<void>
  /** Another name of the domain. @throws DomainError `mail_domain.exists` for one that any domain has */
  addName(id: string, name: string): Promise<void>
  /** False when it is no alternate name of the domain. */
  removeName(id: string, name: string): Promise<boolean>
  /** Beside its own, sorted. */
  alternateNames(id: string): Promise<readonly string[]>
  /** With everything in it. */
  delete(id: string): Promise<void>
}
