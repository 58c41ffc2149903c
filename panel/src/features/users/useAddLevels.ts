import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { rolesQuery, USERS } from './queries.ts'
import { LEVELS } from './roleMatrix.ts'

/** Makes the three roles of a product, which gives nobody anything yet. */
export function useAddLevels() {
  const queries = useQueryClient()
  return useAct(async (product: string) => {
    for (const level of LEVELS) await make(`${product}:${level}`, t(`matrix.${level}Of`, { product }))
    await queries.invalidateQueries({ queryKey: rolesQuery.queryKey })
    await queries.invalidateQueries({ queryKey: USERS })
  })
}

async function make(name: string, description: string): Promise<void> {
  try {
    await api.roles.create({ name, description })
  } catch (error) {
    // There already, made by an attempt that broke off.
    if (!isCode(error, 'conflict')) throw error
  }
}
