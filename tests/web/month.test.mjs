// A month on the screen and on paper: staff settle what is missing, sign, close and open again; the family sees what was corrected, and what it cost.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { dayOf, signIn, waitFor } from '../support/harness.mjs'
import { assertClean, device, openWorld, PHONE, TABLET, world } from './browser.mjs'

let month
let head
let child

before(async () => {
  await openWorld()
  const [year, number] = dayOf(Date.now()).split('-').map(Number)
  month = dayOf(Date.UTC(year, number - 2, 15)).slice(0, 7)
  head = await signIn(world.url, 'head-n01')
  const { body: family } = await (await signIn(world.url, 'parent001')).get('/me')
  child = family.children.find((one) => one.nursery_id === 'n01') ?? family.children[0]
})

const correct = (kind, time, reason) => head.post(`/nurseries/${child.nursery_id}/attendance/corrections`,
  { child_id: child.id, day: `${month}-10`, kind, at: `${month}-10T${time}:00+09:00`, reason })

test('R-SHEET-04, R-ATT-16: the day that lacks a time is settled on the page, then the month is signed, closed and opened again', async () => {
  assert.equal((await correct('arrive', '08:10', 'the card stayed at home')).status, 201)
  const seen = await device({ login: `head-${child.nursery_id}`, viewport: TABLET })
  const { page, context } = seen
  await page.goto(`${world.url}/staff/nurseries/${child.nursery_id}/month?month=${month}`)
  await page.getByRole('heading', { name: '先に直す日（1件）' }).waitFor()
  await assertClean(seen, 'the month with a day to settle')
  await page.locator(`.settle[data-child="${child.id}"] button`).click()
  await page.fill('#at', '19:30')
  await page.locator('dialog').getByRole('button', { name: /^降園/ }).first().click()
  await page.getByText('時刻の決まっていない日はありません。').waitFor()
  for (let left = await page.locator('.signatures button').count(); left > 0; left--) {
    await page.locator('.signatures button').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction((n) => document.querySelectorAll('.signatures button').length < n, left)
  }
  const lead = await signIn(world.url, `lead-${child.nursery_id}`)
  assert.equal((await lead.post(`/nurseries/${child.nursery_id}/months/${month}/sign`, { step: 'lead' })).status, 201)
  await page.reload()
  await page.getByRole('button', { name: /承認する.*園長/ }).click()
  await page.getByText('締めました（第1版）').waitFor()
  await page.fill('#reason', '退園の時刻が違っていた')
  await page.locator('main form button[type=submit]').click()
  await page.getByText('締めていません（第2版）').waitFor()
  await assertClean(seen, 'the month that is open again')
  await context.close()
})

test('R-SHEET-03: the register of the month on the screen, and on paper one A4 sheet for each class', async () => {
  for (const viewport of [PHONE, TABLET]) {
    const { page, context } = await device({ login: `head-${child.nursery_id}`, viewport })
    await page.goto(`${world.url}/staff/nurseries/${child.nursery_id}/month?month=${month}`)
    await page.locator('.register-sheet').first().waitFor()
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the table is pushed, not the page')
    const { body } = await head.get(`/nurseries/${child.nursery_id}/register?month=${month}`)
    const classes = [...new Set(body.children.map((one) => one.class))]
    assert.equal(await page.locator('.register-sheet').count(), classes.length)
    const row = page.locator('.register tbody tr', { hasText: child.name }).first()
    assert.equal(await row.locator('td[data-mark]').nth(9).textContent(), body.symbols[body.children.find((one) => one.child_id === child.id).marks[9]])
    if (viewport === TABLET) {
      const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      const pages = paper.match(/\/Type\s*\/Page\b/g).length
      assert.equal(pages, classes.length + Number(pages > classes.length), 'a sheet for each class, and at most one before them')
      assert.equal(paper.match(/\/MediaBox\s*\[0 0 84[12][.\d]* 59[45][.\d]*\]/g).length, classes.length, 'A4 across')
    }
    await context.close()
  }
})

test('R-ATT-11: the family sees the time of today as it happens, and both times and the reason of what the nursery corrected', async () => {
  assert.equal((await correct('leave', '18:20', 'was fetched earlier')).status, 201)
  const seen = await device({ login: 'parent001', viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/parent/attendance`)
  await page.getByRole('heading', { name: '登降園の記録' }).waitFor()
  const today = dayOf(Date.now())
  const now = await head.post(`/nurseries/${child.nursery_id}/attendance/corrections`,
    { child_id: child.id, day: today, kind: 'arrive', at: `${today}T00:01:00+09:00`, reason: 'touched the screen' })
  assert.equal(now.status, 201, now.text)
  await page.locator(`[data-day="${today}"]`, { hasText: '00:01' }).waitFor()
  await page.locator('.day-switch button').first().click()
  const day = page.locator(`[data-day="${month}-10"]`)
  await day.getByText('19:30 → 18:20').waitFor()
  await day.getByText('was fetched earlier').waitFor()
  await assertClean(seen, 'the family\'s month')
  await context.close()
})

test('R-EXT-06: what extended care cost, in plain words, and a question about it that the nursery answers', async () => {
  const ward = await signIn(world.url, 'ward')
  const loaded = await ward.post('/extension-prices', { policy: 'extension', valid_from: `${month}-01`, hours: [{ for: ['standard', 'short'], from: '07:00', to: '18:00' }],
    charges: [{ id: 'evening', title: '夕方', spans: [{ from: '18:00', to: '19:00' }], price: 'unit', unit_min: 30, yen: 100 }] })
  assert.equal(loaded.status, 201, loaded.text)
  assert.equal((await head.post(`/nurseries/${child.nursery_id}/extensions/runs`, { month })).status, 201)
  const seen = await device({ login: 'parent001', viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/parent/attendance`)
  await page.locator('.day-switch button').first().click()
  await page.getByText('夕方 20分：100円').waitFor()
  await page.locator('summary').click()
  await page.fill('#text', '18時には門を出ました')
  await page.locator('main form button[type=submit]').click()
  await page.getByText('園の返事を待っています').waitFor()
  const { body } = await head.get(`/children/${child.id}/extensions?month=${month}`)
  assert.equal(body.disputes[0].text, '18時には門を出ました')
  assert.ok(body.disputes[0].evidence.days[0].corrections.some(({ reason }) => reason === 'was fetched earlier'))
  const desk = await device({ login: `head-${child.nursery_id}`, viewport: TABLET })
  await desk.page.goto(`${world.url}/staff/nurseries/${child.nursery_id}/month?month=${month}`)
  await desk.page.locator(`[data-child="${child.id}"]`).getByRole('button', { name: /問い合わせを見る/ }).click()
  await desk.page.getByText('was fetched earlier').waitFor()
  await assertClean(desk, 'the question at the nursery')
  await desk.page.fill('#answer', '記録を確かめました')
  await desk.page.getByRole('button', { name: '返事を送る' }).click()
  await desk.page.getByText('返事を送りました。').waitFor()
  await desk.context.close()
  await page.getByText('園の返事：記録を確かめました').waitFor()
  await waitFor(async () => (await head.get(`/nurseries/${child.nursery_id}/extensions?month=${month}`)).body.children[0].open_disputes === 0, 'the dispute closed')
  await assertClean(seen, 'extended care with its question')
  await context.close()
})
