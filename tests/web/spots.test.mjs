// Single days of extended care on the pages: asked for in the window, drawn, checked again by its record, taken at once afterwards and given back.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { clockFile, dayOf, demo, program, request, run, signIn, sql, tempFolder, waitFor } from '../support/harness.mjs'
import { assertClean, device, openWorld, PHONE, TABLET, world } from './browser.mjs'

let clock
let child
let month
let days
const at = (day, time) => `${day}T${time}:00.000+09:00`

before(async () => {
  const town = demo({ children: 60 })
  const [year, number] = dayOf(Date.now()).split('-').map(Number)
  const running = dayOf(Date.UTC(year, number, 15)).slice(0, 7) // the coming month, so that nothing has begun in it
  month = dayOf(Date.UTC(year, number + 1, 15)).slice(0, 7)
  clock = clockFile(at(`${running}-16`, '20:00'))
  await openWorld({ ...town, clock })
  child = sql(town.data, `SELECT c.public_id AS id, a.login FROM account a JOIN guardian_child g ON g.account_id = a.id AND g.rights = 1 JOIN child c ON c.id = g.child_id
    JOIN site s ON s.id = c.nursery_id WHERE s.public_id = 'n01' AND c.birth_day < unixepoch() / 86400 - 1600 ORDER BY a.id LIMIT 1`)[0]
})

test('R-EXT-07: in the window days are asked for without hurry; the draw gives them, and its record proves it', async () => {
  const seen = await device({ login: child.login.split('@')[0], viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/parent/`)
  await page.getByRole('link', { name: 'スポット延長保育' }).click()
  await page.locator('.spot-day').first().waitFor()
  await assertClean(seen, 'the month in the window')
  await page.getByRole('button', { name: /日を申し込む/ }).click()
  await page.locator('.summary').waitFor()
  const boxes = page.locator('.spot-day input')
  await boxes.nth(2).check()
  await boxes.nth(5).check()
  await page.getByRole('button', { name: '選んだ2日を申し込む' }).click()
  await page.getByText('2日を申し込みました').waitFor()
  await waitFor(async () => await page.getByText('申込み済み(抽選待ち)').count() === 2, 'both days to say that they wait for the draw')
  days = sql(world.server.data, 'SELECT public_id AS id, day FROM spot_place ORDER BY day')
  const { body: before } = await request(`${world.url}/api/v1/nurseries/n01/spot-draws/${month}-01`)
  assert.equal(before.seed, undefined)
  clock.set(at(clock.instant.slice(0, 8) + '21', '09:00'))
  await waitFor(() => sql(world.server.data, 'SELECT count(*) AS n FROM spot_place WHERE state = 2')[0].n === 2, 'the draw')
  await page.getByText('利用できます').first().waitFor()
  await page.getByText('抽選の確かめ方').click()
  await page.getByText('種(', { exact: false }).waitFor()
  await assertClean(seen, 'the result with its seed')
  const { body: record } = await request(`${world.url}/api/v1/nurseries/n01/spot-draws/${month}-01`)
  assert.equal(record.commitment, before.commitment)
  const path = join(tempFolder(), 'draw.json')
  const verify = (what, expect) => {
    writeFileSync(path, JSON.stringify(what))
    return JSON.parse(run(program('tsubame'), ['verify-draw', path, '--json', '--reservation', days[0].id], { expect }).stdout)
  }
  assert.equal(verify(record, 0).right, true)
  record.entries[0].granted = false
  assert.equal(verify(record, 1).differences[0].what, 'the place')
  await context.close()
})

test('R-EXT-07: after the draw a free day is there at once, and is given back with two presses; staff see who stays long', async () => {
  const seen = await device({ login: child.login.split('@')[0], viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/parent/spots`)
  await page.locator('.spot-day input').first().check()
  await page.getByRole('button', { name: '選んだ1日を申し込む' }).click()
  await page.getByText('1日、利用できます。').waitFor()
  page.on('dialog', (dialog) => dialog.accept())
  await page.getByRole('button', { name: /^取り消す/ }).first().click()
  await page.getByText('を取り消しました').waitFor()
  assert.equal(sql(world.server.data, 'SELECT count(*) AS n FROM spot_place WHERE state = 4')[0].n, 1)
  await context.close()
  const staff = await device({ login: 'head-n01', viewport: TABLET })
  await staff.page.goto(`${world.url}/staff/nurseries/n01/spots`)
  await staff.page.getByRole('heading', { name: '延長する子ども' }).waitFor()
  await assertClean(staff, 'who stays long')
  await staff.page.getByRole('button', { name: '次の月' }).click()
  await staff.page.locator('.card[data-day]').first().waitFor()
  assert.equal(await staff.page.locator('.card[data-day]').count(), 2)
  await staff.context.close()
  const head = await signIn(world.url, 'head-n01')
  const granted = sql(world.server.data, 'SELECT c.public_id AS id, p.day FROM spot_place p JOIN child c ON c.id = p.child_id WHERE p.state = 2 LIMIT 1')[0]
  const day = new Date(granted.day * 86_400_000).toISOString().slice(0, 10)
  const stays = (await head.get(`/nurseries/n01/long-stays?day=${day}`)).body.children
  assert.equal(stays.find((one) => one.child_id === granted.id).place, 'spot')
})
