import type { User } from '@keyward/sdk'

const OPERATOR = 'identity:service-admin'
const OWNER = 'identity:user-admin'
const STAFF = 'identity:admin'
const MANAGER = 'identity:user-manage'
const HELPER = 'identity:user-manage-limited'

const hasAny = ({ roles }: User, ...wanted: readonly string[]) => wanted.some((role) => roles.includes(role))

/** What the server lets somebody do; it decides again with every request. */
export const isOperator = (user: User): boolean => hasAny(user, OPERATOR)
export const ownsAccount = (user: User): boolean => hasAny(user, OWNER, OPERATOR)
export const managesAccount = (user: User): boolean => hasAny(user, OWNER, MANAGER, OPERATOR)
/** Works for those who run the installation: sees every account. */
export const isStaff = (user: User): boolean => hasAny(user, OPERATOR, STAFF)
export const managesUsers = (user: User): boolean => managesAccount(user) || isStaff(user)
/** Sees other users and helps them, without managing them. */
export const assistsUsers = (user: User): boolean => managesUsers(user) || hasAny(user, HELPER)

/** Administrators of the e-mail area: which parts of it are whose, the server says with each. */
export const usesEmail = (user: User): boolean => isOperator(user) || user.adminType !== null
/** Adds, changes and deletes whole domains. */
export const foundsDomains = (user: User): boolean => isOperator(user) || user.adminType === 'super'
