import type { Locator, Page } from '@playwright/test'
import type { TestServer } from '../support/server.ts'
import { test as base, expect, type Person } from './fixtures.ts'
import { createOwner, createPerson } from './people.ts'

let owners = 0

/** With somebody who owns an account of their own, and somebody in it. */
export const test = base.extend<{ readonly owner: Person; readonly ann: Person }>({
  owner: async ({ server, guard }, use, { workerIndex }) => {
    owners += 1
    const owner = await createOwner(server, `uma.${workerIndex}.${owners}`)
    guard.keepSecret(owner.apiKey)
    guard.keepSecret(owner.password)
    await use(owner)
  },
  ann: async ({ server, guard, owner }, use) => {
    const ann = await createPerson(server, `${owner.username}.ann`, owner)
    guard.keepSecret(ann.apiKey)
    await use(ann)
  },
})

/** What a service is told of whoever holds the key. */
export async function rolesOf(server: TestServer, key: string): Promise<readonly string[]> {
  const answer = await fetch(`${server.url}/api/v1/verify`, { headers: { authorization: `Bearer ${key}` } })
  return (await answer.json()).roles
}

export const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

/** Tab until the control has the focus; more stops than any page has means it cannot be reached. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let stops = 0; stops < 40; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('no way there by Tab')
}

export async function fromMenuOf(page: Page, name: string, act: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).click()
  await page.getByRole('menuitem', { name: act }).click()
}
