// Nobody missing, nobody forgotten, on the pages of a nursery's staff: alarms, sleep checks, outings, the evacuation list; on a phone and a tablet.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { clockFile, demo, openMorning, signIn, sql, tokyo, waitFor } from '../support/harness.mjs'
import { assertClean, device, openWorld, PHONE, TABLET, world } from './browser.mjs'

let clock
let day
let head
let teacher
let here
before(async () => {
  const town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '08:30:00'))
  day = clock.instant.slice(0, 10)
  await openWorld({ ...town, clock })
  head = await signIn(world.url, 'head-n01')
  teacher = await signIn(world.url, 'lead-n01')
  here = (await head.get('/nurseries/n01/attendance')).body.children.slice(0, 4)
  for (const { child_id: child } of here)
    await head.post('/nurseries/n01/attendance/corrections', { child_id: child, day, kind: 'arrive', at: `${day}T08:20:00.000+09:00`, reason: 'by hand' })
})

test('R-ABS-03, R-ABS-04: the red bar stands on every page, two taps lead to the log, and the alarm ends with whereabouts', async () => {
  const seen = await device({ login: 'head-n01', viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/staff/nurseries/n01`)
  await page.getByText('登園管理').or(page.locator('.attendance')).first().waitFor()
  assert.equal(await page.locator('.alarm-bar').count(), 0)
  clock.set(`${day}T09:00:00.000+09:00`)
  const bar = page.locator('.alarm-bar')
  await bar.waitFor({ timeout: 60_000 })
  await assertClean(seen, 'the board with the bar')
  await bar.click()
  await page.locator('.alarm-open a').first().click()
  await page.locator('.alarm-log li').first().waitFor()
  await page.getByText('画面 · 保護者').waitFor()
  await assertClean(seen, 'an alarm on a phone')
  await page.fill('#other', '090-1111-2222')
  await page.getByRole('group', { name: 'ほかの番号への電話の結果' }).getByRole('button', { name: '出ない' }).click()
  await page.locator('.alarm-log').getByText('090-1111-2222').waitFor()
  await page.getByRole('button', { name: '記録して閉じる' }).click()
  await page.locator('.field-error').first().waitFor()
  await page.getByLabel('家にいる').check()
  await page.fill('#note', '母に電話')
  await page.getByRole('button', { name: '記録して閉じる' }).click()
  await page.getByText('閉じました：家にいる').waitFor()
  await page.getByText('母に電話').waitFor()
  assert.equal(sql(world.server.data, "SELECT count(*) AS n FROM alarm WHERE state = 2")[0].n, 1)
  await context.close()
})

test('R-NAP-02, R-NAP-03: one tap is one look, a minute late is red, and the gap stays in the record', async () => {
  const seen = await device({ login: 'head-n01', viewport: TABLET })
  const { page, context } = seen
  await page.goto(`${world.url}/staff/nurseries/n01/naps`)
  await page.locator('.class-filter .chip').first().click()
  await page.getByRole('checkbox', { name: new RegExp(here[0].name) }).check()
  await page.getByRole('checkbox', { name: /体調に注意/ }).check()
  await assertClean(seen, 'the beginning of a session')
  await page.getByRole('button', { name: '1人で始める' }).click()
  const child = page.locator('.nap-child')
  await child.getByRole('button', { name: '仰向け' }).click()
  await child.getByText('前回').waitFor()
  assert.equal(await page.locator('.nap-red').count(), 0)
  await assertClean(seen, 'the dark room')
  clock.forward(6 * 60_000 + 1000)
  await page.reload()
  await page.locator('.nap-red').waitFor()
  await assertClean(seen, 'the dark room, overdue')
  await child.getByRole('button', { name: '横向き' }).click()
  await page.locator('.nap-gaps').waitFor()
  await waitFor(async () => (await page.locator('.nap-red').count()) === 0, 'the red to end')
  await context.close()
})

test('R-SAFE-01: a wrong count stops the outing and leads to its alarm', async () => {
  const seen = await device({ login: 'head-n01', viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/staff/nurseries/n01/outings`)
  await page.fill('#what', '中央公園')
  await page.getByRole('button', { name: /全員/ }).first().click()
  await assertClean(seen, 'the beginning of an outing')
  await page.getByRole('button', { name: /人で始める/ }).click()
  const card = page.locator('.alarms .card').first()
  await card.getByLabel('園を出る').check()
  const outing = (await head.get('/nurseries/n01/outings')).body.outings[0]
  await card.getByLabel(/数えた人数/).fill(String(outing.expected))
  await card.getByRole('button', { name: '人数を記録する' }).click()
  await card.getByText('もう一人が数えるのを待っています').waitFor()
  assert.equal((await head.post(`/outings/${outing.id}/counts`, { scene: 'leave', counted: outing.expected })).body.code, 'SECOND_COUNTER')
  await teacher.post(`/outings/${outing.id}/counts`, { scene: 'leave', counted: outing.expected - 1 })
  await card.getByText('人数が合うまで動かないでください').waitFor()
  await assertClean(seen, 'a stopped outing')
  await card.getByRole('link', { name: '安否の確認を開く' }).click()
  await page.getByText('人数が合いません').first().waitFor()
  await context.close()
})

test('R-ATT-21: the list for leaving the house has everybody who is inside, its time, and fits a phone', async () => {
  const before = sql(world.server.data, "SELECT count(*) AS n FROM audit WHERE action = 'read_evacuation'")[0].n
  const seen = await device({ login: 'head-n01', viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/staff/nurseries/n01/evacuation`)
  await page.locator('.evacuation').first().waitFor()
  assert.equal(await page.locator('.evacuation tbody tr').count(), here.length)
  await page.getByText(`${tokyo(Date.parse(clock.instant)).slice(11, 17)}`).first().waitFor()
  await assertClean(seen, 'the evacuation list')
  await page.getByRole('checkbox').first().check()
  await page.getByText(`確認済み 1 / ${here.length}人`).waitFor()
  assert.ok(sql(world.server.data, "SELECT count(*) AS n FROM audit WHERE action = 'read_evacuation'")[0].n > before)
  await context.close()
})
