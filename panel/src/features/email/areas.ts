import type { MailArea } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { foundsDomains, isOperator } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { mailSystemQuery } from './queries.ts'

/** Whether a part of the e-mail area is somebody's to use; null while the server is asked. */
export type HasArea = (area: MailArea) => boolean | null

/** Only limited administrators have some areas and not others: nobody else waits for an answer. */
export function useAreas(): HasArea {
  const user = useUser()
  const limited = user.adminType === 'limited' && !isOperator(user)
  const { data, error } = useQuery({ ...mailSystemQuery, enabled: limited })
  if (!limited) return () => true
  // Where the answer is lost nothing is hidden: the server refuses what is not theirs.
  return (area) => (data ? data.areas.includes(area) : error ? true : null)
}

/** Whether somebody adds, changes and deletes domains. Of super administrators nobody but a few customers' do not. */
export function useFoundsDomains(): boolean {
  const user = useUser()
  const asks = foundsDomains(user) && !isOperator(user)
  const { data } = useQuery({ ...mailSystemQuery, enabled: asks })
  return foundsDomains(user) && !(asks && data?.foundsDomains === false)
}
