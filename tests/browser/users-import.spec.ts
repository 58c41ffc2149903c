import { readFile } from 'node:fs/promises'
import { expect, openAs, test } from './fixtures.ts'
import { createOwner, createPerson } from './people.ts'

test(
  'users are imported from a file: looked through, made, invited, and told row by row',
  { tag: '@short' },
  async ({ page, server, axe }, { workerIndex }) => {
    const unique = `imp.${workerIndex}.${Date.now()}`
    const owner = await createOwner(server, `owner.${unique}`)
    const there = await createPerson(server, `there.${unique}`, owner)
    await openAs(page, owner, '/users')
    await page.getByRole('link', { name: 'Import' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import users')
    await axe(page)
    const lines = [
      'Name,E-Mail Address,Roles',
      `joe.${unique},joe@x.example,`,
      `${there.username},,`,
      `odd.${unique},,no-such-role`,
      'no name,,',
    ]
    const file = { name: 'users.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
    await page.getByLabel('File', { exact: true }).setInputFiles(file)
    await expect(page.getByText('1 user is made and invited')).toBeVisible()
    await expect(page.getByText('1 user is there and stays as it is')).toBeVisible()
    await page.getByLabel('Username of row 5').fill(`kim.${unique}`)
    await page.getByRole('button', { name: 'Put right and look again' }).click()
    await expect(page.getByText('2 users are made and invited')).toBeVisible()
    await axe(page)
    await page.getByRole('button', { name: 'Import 2 rows' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import of users')
    await expect(page.getByText('Finished')).toBeVisible()
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    await expect(row(`joe.${unique}`)).toContainText('Made')
    await expect(row(there.username)).toContainText('Was so already')
    await expect(row('no-such-role')).toContainText('Roles: ')
    await axe(page)
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download invitation links' }).click()
    const links = (await readFile(await (await saving).path(), 'utf8')).trimEnd().split('\r\n')
    expect(links).toHaveLength(3)
    expect(links[1]).toMatch(new RegExp(`^joe\\.${unique},joe@x\\.example,http.*/invite/kwl_`))
    await page.getByRole('link', { name: 'Import users' }).click()
    await page
      .getByRole('region', { name: 'Earlier imports of users' })
      .getByRole('link', { name: 'Results' })
      .click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import of users')
    await page.goto(new URL(`/users?text=kim.${unique}`, page.url()).href)
    await expect(row(`kim.${unique}`)).toBeVisible()
  },
)

test('whoever manages no users is told so', async ({ page, server }, { workerIndex }) => {
  const owner = await createOwner(server, `nobody.${workerIndex}.${Date.now()}`)
  const plain = await createPerson(server, `plain.${workerIndex}.${Date.now()}`, owner)
  await openAs(page, plain, '/users/import')
  await expect(page.getByText('Importing users is for those who manage them.')).toBeVisible()
})
