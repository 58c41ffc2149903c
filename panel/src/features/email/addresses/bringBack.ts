import type { GroupList } from '@keyward/sdk'
import { api } from '../../../lib/api.ts'

/** The server takes so many members in one request. */
const MOST_AT_ONCE = 1_000

/** Makes a list that was deleted anew, all its members with it. */
export async function bringBack(list: GroupList): Promise<void> {
  const { address, displayName, replyTo, posting, posters, members } = list
  const settings = { displayName, replyTo, posting, posters }
  await api.lists.create({ address, ...settings, members: members.slice(0, MOST_AT_ONCE) })
  for (let at = MOST_AT_ONCE; at < members.length; at += MOST_AT_ONCE)
    await api.lists.change(address, { addMembers: members.slice(at, at + MOST_AT_ONCE) })
}
