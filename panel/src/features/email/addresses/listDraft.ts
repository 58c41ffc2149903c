import type { GroupList, GroupListChange, GroupListSettings, NewGroupList } from '@keyward/sdk'

/** A list as it stands in the form. */
export interface ListDraft extends GroupListSettings {
  readonly address: string
  /** Addresses, one a line. */
  readonly members: string
  readonly posters: string
}

export const NEW_DRAFT: ListDraft = {
  address: '',
  displayName: '',
  replyTo: 'sender',
  posting: 'anyone',
  members: '',
  posters: '',
}

export const draftOf = (list: GroupList): ListDraft => ({
  ...list,
  members: list.members.join('\n'),
  posters: list.posters.join('\n'),
})

/** Each once, in lower case. */
export function addressesIn(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().split(/[\s,;]+/))].filter((one) => one !== '')
}

/** How many of the members are in the domain of the list, and how many are not. */
export function sidesOf({ address, members }: ListDraft) {
  const end = address.trim().toLowerCase().slice(address.trim().lastIndexOf('@'))
  const all = addressesIn(members)
  const inside = end.startsWith('@') ? all.filter((member) => member.endsWith(end)).length : 0
  return { inside, outside: all.length - inside }
}

export function newListOf({ address, members, posters, ...settings }: ListDraft): NewGroupList {
  return {
    address: address.trim(),
    displayName: settings.displayName,
    replyTo: settings.replyTo,
    posting: settings.posting,
    members: addressesIn(members),
    ...(settings.posting === 'chosen' && { posters: addressesIn(posters) }),
  }
}

/** What of a list the form changes; nothing where it is as it was. */
export function changeOf(before: GroupList, draft: ListDraft): GroupListChange {
  const { displayName, replyTo, posting } = draft
  const posters = addressesIn(draft.posters)
  const members = addressesIn(draft.members)
  const addMembers = without(members, before.members)
  const removeMembers = without(before.members, members)
  const isOtherPosters = posting === 'chosen' && !isSame(posters, before.posters)
  return {
    ...(displayName !== before.displayName && { displayName }),
    ...(replyTo !== before.replyTo && { replyTo }),
    ...(posting !== before.posting && { posting }),
    ...(isOtherPosters && { posters }),
    ...(addMembers.length > 0 && { addMembers }),
    ...(removeMembers.length > 0 && { removeMembers }),
  }
}

/** Takes a change back, and nothing that others have changed since. */
export function reverseOf(before: GroupList, change: GroupListChange): GroupListChange {
  const { addMembers, removeMembers } = change
  return {
    ...(change.displayName !== undefined && { displayName: before.displayName }),
    ...(change.replyTo !== undefined && { replyTo: before.replyTo }),
    ...(change.posting !== undefined && { posting: before.posting }),
    ...(change.posters !== undefined && { posters: before.posters }),
    ...(addMembers && { removeMembers: addMembers }),
    ...(removeMembers && { addMembers: removeMembers }),
  }
}

function without(all: readonly string[], some: readonly string[]): readonly string[] {
  const left = new Set(some)
  return all.filter((one) => !left.has(one))
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && without(one, other).length === 0
