// The room's day in a real browser: staff judge, place, plan and cancel, with the keyboard alone; two of them at once lose nothing.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { families } from '../support/families.mjs'
import { client, signIn } from '../support/harness.mjs'
import { assertClean, device, freePlaces, openWorld, PHONE, sheets, TABLET, world } from './browser.mjs'

const ROOM = 's01'
let days
let people

before(async () => {
  await openWorld({ children: 120 })
  days = (await freePlaces()).filter(({ room }) => room.id === ROOM).map(({ day }) => day)
  people = families(world.server)
})

/** The next family that the room takes asks for the day: {child, id, state}. */
async function ask(day, diagnosis = 'COLD') {
  for (let family; (family = people.pop());) {
    const answer = await client(world.url, family.cookie).post('/reservations', { child_id: family.child, sick_room_id: ROOM, days: [day],
      condition: { diagnosis, onset: new Date(Date.now() - 43200_000).toISOString().slice(0, 10), temperature_c: 38.2, note: 'in_hand', allergies_confirmed: true } })
    if (answer.status === 201) return { ...answer.body.reservations[0], family }
  }
  throw new Error('no family is left that the room takes')
}

async function openDay(day, { viewport = TABLET, language = 'ja' } = {}) {
  const seen = await device({ login: `nurse-${ROOM}`, viewport, language })
  await seen.page.goto(`${world.url}/staff/sick-rooms/${ROOM}?day=${day}`)
  await seen.page.waitForSelector('.room-head')
  return seen
}

const card = (page, id) => page.locator(`[data-reservation="${id}"]`).first()

/** Walks with Tab until what has the focus holds the words, then presses Enter. */
async function press(page, words) {
  for (let n = 0; n < 120; n++) {
    await page.keyboard.press('Tab')
    const text = await page.evaluate(() => document.activeElement?.textContent ?? '')
    if (text.includes(words)) return page.keyboard.press('Enter')
  }
  throw new Error(`the keyboard never came to "${words}"`)
}

test('R-RSV-07: a request that a nurse must judge stands first, and is answered with the keyboard alone', async () => {
  const [day] = days
  const judged = await ask(day, 'UNDIAGNOSED_FEVER')
  assert.equal(judged.state, 'requested')
  const seen = await openDay(day)
  assert.match(await seen.page.locator('h2').first().textContent(), /いま答えが要るもの/)
  assert.doesNotMatch(await card(seen.page, judged.id).textContent(), /アレルギー/, 'a child without allergies carries no warning')
  await press(seen.page, '確認して答える')
  await seen.page.waitForSelector('dialog[open]')
  await assertClean(seen, 'the answer')
  await press(seen.page, '答えを送る')
  await seen.page.waitForSelector('.said')
  assert.match(await seen.page.locator('.said').textContent(), /予約確定/)
  assert.equal((await client(world.url, judged.family.cookie).get(`/reservations/${judged.id}`)).body.state, 'confirmed')
  await seen.context.close()
})

test('R-ROOM-06: a child is put into another care room by a list, and stays there', async () => {
  const day = days[1]
  const one = await ask(day)
  const { page, context } = await openDay(day, { viewport: PHONE })
  await card(page, one.id).locator('button').click()
  await page.selectOption('#place', 'tsuki')
  await page.getByRole('button', { name: '部屋を保存' }).click()
  await page.waitForSelector('.said')
  await page.locator('.care-room-alone', { has: card(page, one.id) }).waitFor()
  await context.close()
})

test('R-RSV-17: no child is refused without a reason that its family reads', async () => {
  const day = days[2]
  const one = await ask(day, 'UNDIAGNOSED_FEVER')
  const { page, context } = await openDay(day)
  await card(page, one.id).locator('button').click()
  await page.getByText('受け入れない', { exact: true }).click()
  await page.getByRole('button', { name: '答えを送る' }).click()
  await page.waitForSelector('dialog[open] .summary')
  await page.getByText('いまの体調では預かれない').click()
  await page.getByRole('button', { name: '答えを送る' }).click()
  await page.waitForSelector('.said')
  const { body } = await client(world.url, one.family.cookie).get(`/reservations/${one.id}`)
  assert.deepEqual([body.state, body.reason], ['declined', 'CRITERIA_NOT_MET'])
  await context.close()
})

test('two staff answer one request: the second is told what it is now, and nothing is overwritten', async () => {
  const day = days[3]
  const one = await ask(day, 'UNDIAGNOSED_FEVER')
  const [a, b] = [await openDay(day), await openDay(day)]
  for (const { page } of [a, b]) await card(page, one.id).locator('button').click()
  await b.page.route('**/sick-rooms/**', (route) => route.abort()) // the second page has not heard of the first
  await a.page.getByText('受け入れない', { exact: true }).click()
  await a.page.getByText('満員', { exact: true }).click()
  await a.page.getByRole('button', { name: '答えを送る' }).click()
  await a.page.waitForSelector('.said')
  await b.page.getByRole('button', { name: '答えを送る' }).click()

  await b.page.locator('dialog .changed-now', { hasText: '受け入れできません' }).waitFor()
  const { body } = await client(world.url, one.family.cookie).get(`/reservations/${one.id}`)
  assert.equal(body.state, 'declined')
  for (const { context } of [a, b]) await context.close()
})

test('R-RSV-16: closing a day with children on it asks back with their number before anybody loses a place', async () => {
  const day = days[4]
  const one = await ask(day)
  const { page, context } = await openDay(day)
  await page.locator('.room-head button').click()
  await page.getByText('休みにする', { exact: true }).click()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('1人が枠を失います').waitFor()
  assert.equal((await client(world.url, one.family.cookie).get(`/reservations/${one.id}`)).body.state, 'confirmed')
  await page.getByRole('button', { name: '1人に知らせて保存' }).click()
  await page.getByText('この日はお休みです').waitFor()
  assert.notEqual((await client(world.url, one.family.cookie).get(`/reservations/${one.id}`)).body.state, 'confirmed')
  await context.close()
})

test('the day on one sheet of paper, with everybody who is expected', async () => {
  const day = days[7]
  const expected = [await ask(day), await ask(day), await ask(day)]
  const { page, context } = await openDay(day)
  await card(page, expected[0].id).waitFor()
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('.day-paper tbody tr').count(), expected.length)
  assert.ok(await page.locator('.day-paper').isVisible())
  assert.equal(await page.locator('.row-card:visible, .head:visible, .close-day:visible').count(), 0, 'only the list is printed')
  assert.equal(await sheets(page), 1)
  await context.close()
})

test('the page hears of a new request by itself', async () => {
  const day = days[5]
  const { page, context } = await openDay(day)
  const one = await ask(day)
  await card(page, one.id).waitFor()
  await context.close()
})

test('the ward sees every room, with what is held and who waits', async () => {
  const day = days[6]
  const seen = await device({ login: 'ward', viewport: TABLET, language: 'en' })
  await seen.page.goto(`${world.url}/staff/`)
  await seen.page.waitForSelector('.ward')
  assert.equal(await seen.page.locator('.ward tbody tr').count(), 5)
  await assertClean(seen, 'the ward’s rooms')
  assert.ok(day)
  await seen.context.close()
})

test('R-STAT-01 R-OPS-07: the month in figures, and what stands behind a number, without a name', async () => {
  const seen = await device({ login: 'ward', viewport: TABLET })
  await seen.page.goto(`${world.url}/staff/ward/figures`)
  await seen.page.waitForSelector('.figures-sum')
  await seen.page.waitForSelector('#same-day')
  await seen.page.waitForSelector('#settlement')
  await assertClean(seen, 'the month in figures')
  const [file] = await Promise.all([seen.page.waitForEvent('download'), seen.page.locator('a[href*="figures/same-day"]').click()])
  assert.match(readFileSync(await file.path(), 'utf8'), /^\uFEFFfiscal_year,sick_room,number/)
  const number = seen.page.locator('.figures-open').first()
  await number.waitFor()
  await number.click()
  await seen.page.waitForSelector('dialog[open] .rows li')
  await assertClean(seen, 'what stands behind a number')
  await seen.context.close()
})

test('R-RSV-11: what a call left open is asked later, written down on the telephone, and no longer asked', async () => {
  const day = days.at(-1)
  const nurse = await signIn(world.url, `nurse-${ROOM}`)
  let made
  for (let family; made?.status !== 201 && (family = people.pop());) {
    made = await nurse.post('/reservations', { child_id: family.child, sick_room_id: ROOM, days: [day], channel: 'phone',
      condition: { diagnosis: 'COLD', onset: new Date(Date.now()).toISOString().slice(0, 10), note: 'none' } })
  }
  const [{ id }] = made.body.reservations
  const seen = await openDay(day, { viewport: PHONE })
  const { page } = seen
  await card(page, id).locator('.to-ask').waitFor()
  await card(page, id).locator('.row-open').click()
  await page.fill('#told-temperature', '50')
  await page.getByRole('button', { name: '書きとめる', exact: true }).click()
  await page.waitForSelector('#told-temperature-error')
  await assertClean(seen, 'what is asked later')
  await page.fill('#told-temperature', '３８．４')
  await page.fill('#told-pickup_person', '祖母')
  await page.fill('#told-pickup_time', '17:30')
  await page.fill('#told-planned_arrival', '09:10')
  await page.check('#told-allergies')
  await page.getByRole('button', { name: '書きとめる', exact: true }).click()
  await page.waitForSelector('#told-temperature', { state: 'detached' })
  const one = (await nurse.get(`/sick-rooms/${ROOM}/days/${day}`)).body.reservations.find((row) => row.id === id)
  assert.deepEqual([one.to_ask, one.condition.temperature_c, one.condition.pickup, one.planned_arrival], [[], 38.4, { name: '祖母', time: '17:30' }, '09:10'])
  await seen.context.close()
})
