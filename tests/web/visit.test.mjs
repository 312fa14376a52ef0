// A day in the sick room as its staff do it: a booking while the family is on the telephone, coming in by the check list, going home, the bill,
// the receipt, the day closed. In a real browser, on a server whose clock the test moves.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { families } from '../support/families.mjs'
import { client, clockFile, demo, openMorning, signIn, waitFor } from '../support/harness.mjs'
import { assertClean, device, openWorld, PHONE, TABLET, world } from './browser.mjs'

const ROOM = 's01'
let clock
let day
let people
let staff

before(async () => {
  const town = demo({ children: 120 })
  clock = clockFile(openMorning(town.data, '07:30:00'))
  day = clock.instant.slice(0, 10)
  await openWorld({ ...town, clock })
  people = families(world.server)
  staff = await signIn(world.url, `nurse-${ROOM}`)
})

const at = async (time) => {
  clock.set(`${day}T${time}:00.000+09:00`)
  await waitFor(async () => (await world.server.anyone.get('/readyz')).body.now.slice(11, 16) === time, `the server's clock to be ${time}`)
}

const openDay = async (viewport = TABLET) => {
  const seen = await device({ login: `nurse-${ROOM}`, viewport })
  await seen.page.goto(`${world.url}/staff/sick-rooms/${ROOM}?day=${day}`)
  await seen.page.waitForSelector('.room-head')
  return seen
}
const open = async (page, id) => {
  await page.locator(`[data-reservation="${id}"]`).first().locator('button').click()
  await page.waitForSelector('dialog[open] .facts')
}

/** The next family whose child the room takes today. */
async function reserve() {
  for (let family; (family = people.pop());) {
    const parent = client(world.url, family.cookie)
    const answer = await parent.post('/reservations', { child_id: family.child, sick_room_id: ROOM, days: [day],
      condition: { diagnosis: 'COLD', onset: day, temperature_c: 37.9, note: 'in_hand', allergies_confirmed: true } })
    if (answer.status === 201 && answer.body.reservations[0].state === 'confirmed') return { ...answer.body.reservations[0], parent }
  }
  throw new Error('no family is left')
}

test('R-RSV-15 R-UX-05: a family on the telephone is booked in few presses, is told the answer before, and stands on the list by the time of its call', async () => {
  const [waiting] = people
  const kana = (await client(world.url, waiting.cookie).get('/me')).body.children.find(({ id }) => id === waiting.child)
  const { body: found } = await staff.post(`/sick-rooms/${ROOM}/children/find`, { q: 'な' })
  assert.ok(kana && found.children.length > 0, 'the demonstration has children whose names begin so')
  const seen = await device({ login: `nurse-${ROOM}`, viewport: PHONE })
  let presses = 0
  const press = async (what) => { presses++; await what.click() }
  await seen.page.goto(`${world.url}/staff/sick-rooms/${ROOM}/phone?day=${day}`)
  await seen.page.fill('#find', 'な')
  await seen.page.waitForSelector('.found')
  await assertClean(seen, 'the children found')
  await press(seen.page.locator('.found').first())
  await press(seen.page.getByText('かぜ・上気道炎', { exact: true }))
  await seen.page.locator('.phone-answer').filter({ hasText: /確定|確認|番目|できません/ }).waitFor()
  await assertClean(seen, 'the call')
  await press(seen.page.getByRole('button', { name: '予約する' }))
  await seen.page.waitForSelector('.notice-success')
  assert.ok(presses <= 3, `${presses} presses after the name`)
  const { body } = await staff.get(`/sick-rooms/${ROOM}/days/${day}`)
  assert.ok([...body.reservations, ...body.waiting].some(({ channel }) => channel === 'phone'))
  await seen.context.close()
})

test('R-CARE-01 R-CARE-02 R-CARE-03 R-FEE-05 R-FEE-06: coming in by the check list, handed over, paid once, receipt, day closed', async () => {
  const one = await reserve()
  await at('08:40')
  const seen = await openDay()
  const { page } = seen
  await open(page, one.id)
  await page.getByRole('button', { name: '受け入れる', exact: true }).click()
  await page.waitForSelector('dialog[open] .summary')
  assert.equal((await one.parent.get(`/reservations/${one.id}`)).body.state, 'confirmed', 'nobody comes in past the list')
  await page.locator('.note-form summary').click()
  await page.getByRole('button', { name: '医師連絡票を保存' }).click()
  await page.waitForSelector('.note-form', { state: 'detached' })
  for (const name of ['identity', 'note_seen', 'sheet_signed', 'belongings']) await page.check(`#${name}`)
  await page.fill('#temperature', '３７．２')
  await assertClean(seen, 'the check list')
  await page.getByRole('button', { name: '受け入れる', exact: true }).click()
  await page.waitForSelector('.said')
  assert.equal((await one.parent.get(`/reservations/${one.id}`)).body.state, 'checked_in')
  const form = (drug) => one.parent.post(`/children/${one.child_id}/notes`, { issued: day, diagnosis: 'COLD', rest: 'quiet', drugs: [{ name: drug }] })
  assert.equal((await form('せき止め')).status, 201)
  assert.equal((await one.parent.post(`/reservations/${one.id}/orders`, { drug: 'せき止め', dose: '5 ml', times: ['12:00'] })).status, 201)
  await open(page, one.id)
  await page.getByText('くすり', { exact: true }).click()
  await page.getByRole('button', { name: 'せき止め 5 ml 12:00' }).click()
  await page.getByRole('button', { name: '記録する' }).click()
  await page.getByRole('button', { name: 'この端末で二人目が確認' }).click()
  const second = async (login) => {
    await page.fill('#second-login', `${login}@demo.example`)
    await page.fill('#second-password', 'tsubame-demo-2026')
    await page.getByRole('button', { name: '二人目として確認する' }).click()
  }
  await second(`nurse-${ROOM}`)
  await page.locator('dialog', { hasText: '与えた人とは別の職員' }).waitFor()
  await assertClean(seen, 'the course of the day')
  await second(`sickroom-${ROOM}`)
  await page.locator('.course', { hasText: '確認）' }).waitFor()
  await page.getByText('様子', { exact: true }).click()
  await page.fill('#course-text', '隣の子の様子')
  await page.getByRole('button', { name: '記録する' }).click()
  await page.locator('.course li', { hasText: '隣の子の様子' }).getByRole('button', { name: /取り消す/ }).click()
  await page.fill('#strike-why', '別の子に書いた')
  await page.getByRole('button', { name: 'この記録を取り消す' }).click()
  await page.locator('.course li', { hasText: '取り消し：別の子に書いた' }).locator('.struck').waitFor()
  assert.equal((await form('粉薬')).body.orders_taken_back, 1)
  await page.locator('section', { hasText: '家庭からの連絡' }).locator('.struck', { hasText: 'せき止め' }).waitFor()
  await page.keyboard.press('Escape')
  await at('16:30')
  await open(page, one.id)
  await page.getByText('登録のない人').click()
  await page.fill('#name', '祖母 一子')
  await page.fill('#shown', '運転免許証')
  await page.getByRole('button', { name: '引き渡す' }).click()
  await page.waitForSelector('dialog[open]', { state: 'detached' })
  assert.match(await page.locator('.said').textContent(), /引き渡しました/)
  assert.equal((await one.parent.get(`/reservations/${one.id}`)).body.state, 'checked_out')
  await open(page, one.id)
  await page.getByRole('button', { name: '支払いを記録' }).click()
  await page.waitForSelector('dialog[open]', { state: 'detached' })
  await open(page, one.id)
  await page.getByRole('link', { name: /領収書/ }).click()
  await page.waitForSelector('.receipt')
  await assertClean(seen, 'the receipt')
  assert.match(await page.locator('.receipt').textContent(), /2,?000/)
  const bill = (await one.parent.get(`/reservations/${one.id}/fee`)).body
  assert.deepEqual([bill.state, bill.yen, bill.method], ['paid', 2000, 'cash'])
  await seen.context.close()
})

test('the day is closed only when everybody is accounted for, and the page names who is left', async () => {
  const { page, context } = await openDay()
  const { body } = await staff.get(`/sick-rooms/${ROOM}/days/${day}`)
  const left = body.reservations.filter(({ state }) => !['checked_out', 'no_show', 'cancelled'].includes(state))
  assert.ok(left.length > 0, 'the family of the telephone has not come')
  await page.locator('.close-day', { hasText: left[0].child.name }).waitFor()
  await page.locator('.close-day button').click()
  await page.locator('.close-day .notice-error').waitFor()
  for (const { id } of left) {
    await open(page, id)
    await page.getByRole('button', { name: '来なかったと記録する' }).click()
    await page.waitForSelector('dialog[open]', { state: 'detached' })
  }
  await page.locator('.close-day button').click()
  await page.getByText('この日の記録は').first().waitFor()
  await context.close()
})
