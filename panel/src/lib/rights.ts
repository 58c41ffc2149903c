import type { User } from '@keyward/sdk'

const OPERATOR = 'identity:service-admin'
const OWNER = 'identity:user-admin'
const MANAGER = 'identity:user-manage'

const hasAny = ({ roles }: User, ...wanted: readonly string[]) => wanted.some((role) => roles.includes(role))

/** What the server lets somebody do; it decides again with every request. */
export const isOperator = (user: User): boolean => hasAny(user, OPERATOR)
export const ownsAccount = (user: User): boolean => hasAny(user, OWNER, OPERATOR)
export const managesAccount = (user: User): boolean => hasAny(user, OWNER, MANAGER, OPERATOR)
