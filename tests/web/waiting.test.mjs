// Full rooms, on an open day at noon: what is said before one applies, wishes, the place that is offered, and giving back.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { families, illness as cold } from '../support/families.mjs'
import { addDays, client, clockFile, dayOf, demo, openMorning, signIn, waitFor } from '../support/harness.mjs'
import { assertClean, device, onTo, openWorld, PHONE, TABLET, tell, world } from './browser.mjs'

let clock
let today
let people
/** A household with two children whom s01 takes: {login, cookie, names} */
let siblings
/** The next three open days of s01. */
let days

const as = (family) => client(world.url, family.cookie)
const bodyFor = (family, room, day, more = {}) => ({ child_id: family.child, sick_room_id: room, days: [day], condition: { ...cold(today), allergies_confirmed: true }, ...more })
const mineOf = async (family) => (await as(family).get('/reservations')).body.reservations

before(async () => {
  const town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '12:00:00'))
  await openWorld({ ...town, clock })
  today = dayOf(Date.parse(clock.instant))
  people = families(world.server).filter((one, i, all) => all.filter(({ login }) => login === one.login).length === 1)
  for (const one of people.slice(0, 20)) one.name = (await as(one).get('/me')).body.children.find(({ id }) => id === one.child).name
  const [first, second] = families(world.server).filter((one, i, all) => all.filter(({ login }) => login === one.login).length === 2)
  siblings = { ...first, children: [first.child, second.child] }
  siblings.names = (await as(first).get('/me')).body.children.map(({ name }) => name)
  const { body } = await client(world.url).get(`/vacancies?from=${addDays(today, 1)}&days=14`)
  days = body.sick_rooms[0].days.filter(({ slots }) => slots.some(({ mark }) => mark === 'open')).slice(0, 3).map(({ day }) => day)
  // s01 is full on the first day.
  for (const one of people.slice(10, 16)) {
    const answer = await as(one).post('/reservations', bodyFor(one, 's01', days[0]))
    assert.equal(answer.body?.reservations?.[0]?.state, 'confirmed', answer.text)
  }
})

const open = async (family, more = {}) => device({ login: family.login.split('@')[0], viewport: PHONE, ...more })
const takeBack = async (family) => { for (const one of await mineOf(family)) if (one.actions.includes('cancel')) await as(family).post(`/reservations/${one.id}/cancel`, { why: 'home' }) }
/** Waits in s01 on the first day. */
async function wait(family) {
  const answer = await as(family).post('/reservations', bodyFor(family, 's01', days[0]))
  assert.equal(answer.body?.reservations?.[0]?.state, 'waitlisted', answer.text)
  return answer.body.reservations[0].id
}
async function freeOne() {
  for (const one of people.slice(10, 16)) {
    const held = (await mineOf(one)).find(({ day, state }) => day === days[0] && state === 'confirmed')
    if (held) return as(one).post(`/reservations/${held.id}/cancel`)
  }
  return assert.fail('nobody holds a place')
}
async function fillUp(family) {
  const answer = await as(family).post('/reservations', bodyFor(family, 's01', days[0]))
  assert.equal(answer.body?.reservations?.[0]?.state, 'confirmed', answer.text)
}
/** A family that both rooms would take. */
async function takenByBoth(rooms) {
  for (const one of people.slice(0, 10)) {
    const { body } = await as(one).post('/reservations/preview', bodyFor(one, rooms[0], days[0], { wishes: rooms.slice(1) }))
    if (body.answers?.every(({ answer }) => answer !== 'not_possible')) return one
  }
  return assert.fail('no family may have both rooms')
}

test('told before applying: full with the rank, free at once, a nurse must judge, not possible because …', async () => {
  const family = await takenByBoth(['s01', 's05'])
  const { page, context } = await open(family)
  await page.goto(`${world.url}/parent/reserve?room=s01&day=${days[0]}`)
  await tell(page)
  await onTo(page, 2)
  const of = (room) => page.locator(`[data-room=${room}] .verdict`)
  await of('s01').getByText('満室。空き待ち 1番目になります').waitFor()
  await of('s05').getByText('空きあり。申し込むとすぐ確定します').waitFor()
  assert.match(await page.locator('.rooms-not [data-room=s03]').textContent(), /まだ受付前です。.* 15:00 に受付が始まります。/)
  await page.goto(`${world.url}/parent/reserve?room=s01&day=${days[1]}`)
  await page.check('#diagnosis-0')
  await page.click('main button[type=submit]')
  await of('s01').getByText('施設が確認してから決まります').waitFor()
  assert.deepEqual(await mineOf(family), [], 'looking is not asking')
  await context.close()
})

test('R-RSV-02: two wishes, the first full: the second is confirmed and one may go on waiting for the first', async () => {
  const family = await takenByBoth(['s01', 's05'])
  const { page, context } = await open(family)
  await page.goto(`${world.url}/parent/reserve?room=s01&day=${days[0]}`)
  await tell(page)
  await onTo(page, 2)
  await page.waitForSelector('.wish-chosen')
  assert.equal(await page.locator('#keepWaiting').count(), 0, 'with one wish there is no better one')
  await page.locator('[data-room=s05] input').check()
  assert.equal(await page.locator('[data-room=s05] .wish-rank').textContent(), '第2希望')
  await page.getByRole('button', { name: /第1希望にする/ }).click()
  assert.equal(await page.locator('[data-room=s05] .wish-rank').textContent(), '第1希望')
  assert.equal(await page.locator('#keepWaiting').count(), 0, 'the first wish has a place')
  await page.getByRole('button', { name: /第1希望にする/ }).click()
  await page.check('#keepWaiting')
  await page.check('#auto-07\\:30')
  await onTo(page, 3)
  await page.locator('dl.facts', { hasText: '07:30 までなら自動で確定' }).waitFor()
  await page.click('main button[type=submit]')
  await page.getByRole('heading', { level: 1, name: '予約が確定しました' }).waitFor()
  const now = (await mineOf(family)).map(({ sick_room_id, state, keep_waiting, auto_accept_until }) => ({ sick_room_id, state, keep_waiting, until: auto_accept_until?.slice(11, 16) }))
  assert.deepEqual(now.find(({ state }) => state === 'waitlisted'), { sick_room_id: 's01', state: 'waitlisted', keep_waiting: true, until: '07:30' })
  assert.equal(now.find(({ state }) => state === 'confirmed').sick_room_id, 's05')
  await takeBack(family)
  await context.close()
})

/** Both children, the second with what the first has; on to the rooms. */
async function tellBoth(page, day) {
  await page.goto(`${world.url}/parent/reserve?room=s01&day=${day}`)
  await page.waitForSelector('#children')
  for (const name of siblings.names) await page.getByRole('checkbox', { name }).check()
  await tell(page)
  await page.getByRole('button', { name: /と同じ症状/ }).click()
  assert.ok(await page.isChecked('#diagnosis-1-COLD'))
  await page.fill('#temperature-1', '37.5')
  await page.check('#antipyretic-1')
  await page.check('#allergies-1')
  await onTo(page, 2)
  await page.waitForSelector('.wish-chosen')
}

test('R-RSV-19: siblings are asked for together, and both are confirmed', async () => {
  const { page, context, wrong, asked } = await open(siblings)
  await tellBoth(page, days[1])
  await page.locator('.wish-chosen').getByText('空きあり。申し込むとすぐ確定します').waitFor()
  await onTo(page, 3)
  await page.locator('dl.facts', { hasText: '37.5' }).waitFor()
  await assertClean({ page, asked, wrong }, 'two children looked over')
  await page.click('main button[type=submit]')
  await page.waitForSelector('main .notice-success')
  const got = (await mineOf(siblings)).map(({ child_id, state, together }) => ({ child_id, state, together }))
  assert.deepEqual(got.map(({ state, together }) => ({ state, together })), Array(2).fill({ state: 'confirmed', together: true }))
  assert.deepEqual(new Set(got.map(({ child_id }) => child_id)), new Set(siblings.children))
  await takeBack(siblings)
  await context.close()
})

test('R-RSV-19: one place for two children: said beforehand that both would wait, and both do', async () => {
  for (const one of people.slice(10, 15)) {
    const answer = await as(one).post('/reservations', bodyFor(one, 's01', days[1]))
    assert.equal(answer.body?.reservations?.[0]?.state, 'confirmed', answer.text)
  }
  const { page, context } = await open(siblings)
  await tellBoth(page, days[1])
  await page.locator('.wish-chosen .verdict', { hasText: '番目になります' }).waitFor()
  await onTo(page, 3)
  await page.click('main button[type=submit]')
  await page.getByRole('heading', { level: 1, name: '空き待ちに入りました' }).waitFor()
  const waiting = (await mineOf(siblings)).filter(({ state }) => state === 'waitlisted')
  assert.deepEqual(waiting.map(({ together }) => together), [true, true])
  await page.getByRole('link', { name: '予約を見る' }).click()
  await page.getByText('きょうだい一緒').first().waitFor()
  await takeBack(siblings)
  for (const one of people.slice(10, 15)) {
    const held = (await mineOf(one)).find(({ day, state }) => day === days[1] && state === 'confirmed')
    await as(one).post(`/reservations/${held.id}/cancel`)
  }
  await context.close()
})

test('R-WL-02: an offer stands on every page with its time, and is accepted there', async () => {
  const [family, next] = people
  await wait(family)
  const { page, context, wrong, asked } = await open(family)
  await page.goto(`${world.url}/parent/absence`)
  await page.waitForSelector('#kind')
  await freeOne()
  await page.locator('.offer').waitFor()
  assert.match(await page.locator('.offer-left').textContent(), /^あと (15分00秒|14分\d\d秒)12:15 まで取ってあります$/)
  await assertClean({ page, asked, wrong }, 'an offer above a page')
  await page.getByRole('link', { name: '空き状況' }).click()
  await page.locator('.offer').waitFor()
  await page.getByRole('button', { name: '利用する（確定）' }).click()
  await page.locator('.offers .notice-success').waitFor()
  assert.equal((await mineOf(family)).find(({ day }) => day === days[0]).state, 'confirmed')
  await takeBack(family)
  await fillUp(next)
  await takeBack(next)
  await fillUp(next)
  await context.close()
})

test('letting an offer go: the list too, or waiting on at its end', async () => {
  const [, , family] = people
  const id = await wait(family)
  const { page, context } = await open(family)
  await page.goto(`${world.url}/parent/`)
  await page.waitForSelector('.child-head')
  await freeOne()
  await page.locator('.offer').waitFor()
  await page.getByRole('button', { name: '利用しない' }).click()
  assert.ok(await page.evaluate(() => document.activeElement?.matches('.button-danger')), 'the question takes the focus')
  await page.getByRole('button', { name: '空き待ちもやめる' }).click()
  await page.locator('.offers .notice-success').waitFor()
  assert.ok(['expired', 'cancelled', 'declined'].includes((await as(family).get(`/reservations/${id}`)).body.state))
  await fillUp(people[3])
  await context.close()
})

test('R-WL-04: an offer nobody answered goes to the next family, and the page says where one stands now', async () => {
  const [, , , , family, next, behind] = people
  await wait(family)
  await wait(behind)
  const { page, context } = await open(family)
  await page.goto(`${world.url}/parent/reservations`)
  await page.waitForSelector('.reservation-head')
  await freeOne()
  await page.locator('.offer-left').waitFor()
  clock.forward(15 * 60_000 + 1000)
  await page.locator('.offer').waitFor({ state: 'detached', timeout: 15_000 })
  await page.locator('.reservation-head', { hasText: '空き待ち' }).waitFor()
  await page.getByText('1番目').waitFor()
  await takeBack(family)
  await takeBack(behind)
  await fillUp(next)
  await context.close()
})

test('R-WL-07, R-WL-09: how to wait is changed afterwards; of two people the second sees both versions', async () => {
  const [, , , , , , family] = people
  const id = await wait(family)
  const { page, context } = await open(family)
  await page.goto(`${world.url}/parent/reservations`)
  await page.getByRole('button', { name: /待ち方を変える/ }).click()
  await page.selectOption(`#until-${id}`, '07:00')
  await page.check(`#stays-${id}`)
  await page.getByRole('button', { name: '保存する' }).click()
  await page.getByText('07:00 までに空きが出たら、自動で確定します。').waitFor()
  // The page is kept from hearing of it: the other guardian is faster than the live stream.
  await page.getByRole('button', { name: /待ち方を変える/ }).click()
  await page.route('**/api/v1/live**', (route) => route.fulfill({ status: 503, body: '' }))
  await page.route('**/api/v1/reservations', (route) => route.fulfill({ status: 304 }))
  const { version } = (await as(family).get(`/reservations/${id}`)).body
  const other = await as(family).put(`/reservations/${id}/wishes`, { auto_accept_until: null, same_day_list: false }, { headers: { 'if-match': `"${version}"` } })
  assert.equal(other.status, 200, other.text)
  await page.getByRole('button', { name: '保存する' }).click()
  await page.locator('.version').nth(1).waitFor()
  assert.match(await page.locator('.version').first().textContent(), /07:00 までに/)
  assert.match(await page.locator('.version').nth(1).textContent(), /自分で返事します/)
  await page.unroute('**/api/v1/reservations')
  await page.getByRole('button', { name: '今の内容で続ける' }).click()
  await page.getByText('空きが出たら、自分で返事します。').waitFor()
  await takeBack(family)
  await context.close()
})

test('R-CAN-04: what hangs on a day is said before it is given back, and the child’s whereabouts are asked for', async () => {
  const [, , , , , , , family] = people
  const nurse = await signIn(world.url, 'nurse-s04')
  const answer = await nurse.post('/reservations', { ...bodyFor(family, 's04', days[0]), days, channel: 'phone' })
  assert.equal(answer.status, 201, answer.text)
  const { page, context, wrong, asked } = await open(family)
  await page.goto(`${world.url}/parent/reservations`)
  await page.locator('.card .actions button').first().click()
  await page.click('.confirm-panel .button-danger')
  await page.locator('.confirm-panel .field-error').waitFor()
  await page.getByRole('radio', { name: '家で休む' }).check()
  await page.getByText(/の予約は残ります。/).waitFor()
  await page.getByRole('radio', { name: '登園する' }).check()
  await page.getByText(/一緒に申し込んだ .* も取り消されます。/).waitFor()
  await assertClean({ page, asked, wrong }, 'about to cancel a day on which others hang')
  await page.click('.confirm-panel .button-danger')
  await page.getByText(/も取り消しました。/).waitFor()
  await waitFor(async () => (await mineOf(family)).every(({ state }) => state === 'cancelled'), 'all three days to be cancelled', 5000)
  await context.close()
})

test('a slow server: the page says that it loads, and the sending button that it sends; nothing is sent twice', async () => {
  const [, , , , , , , , family] = people
  const { page, context } = await open(family)
  let previewed
  const held = new Promise((resolve) => { previewed = resolve })
  await page.route('**/api/v1/reservations/preview', async (route) => { await held; await route.continue() })
  await page.goto(`${world.url}/parent/reserve?room=s01&day=${days[1]}`)
  await tell(page)
  await page.click('main button[type=submit]')
  await page.locator('[role=status]', { hasText: '読み込' }).waitFor()
  previewed()
  await page.waitForSelector('.wish-chosen')
  await onTo(page, 3)
  let sent = 0
  let answered
  const slow = new Promise((resolve) => { answered = resolve })
  await page.route('**/api/v1/reservations', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    sent++
    await slow
    return route.continue()
  })
  await page.click('main button[type=submit]')
  await page.getByRole('button', { name: '申し込んでいます…' }).click({ force: true })
  answered()
  await page.waitForSelector('main .notice-success')
  assert.equal(sent, 1)
  await page.unrouteAll({ behavior: 'wait' })
  await takeBack(family)
  await context.close()
})

for (const [language, viewport] of [['ja', PHONE], ['en', TABLET]]) {
  test(`waiting, in ${language}, is clean at ${viewport.width} × ${viewport.height}`, async () => {
    const family = people[9]
    await wait(family)
    const seen = await open(family, { language, viewport })
    await seen.page.goto(`${world.url}/parent/reservations`)
    await seen.page.locator('.actions button').first().click()
    await seen.page.waitForSelector('.wishes-form')
    await assertClean(seen, 'the waiting list and how to wait')
    await takeBack(family)
    await seen.context.close()
  })
}

test('the room’s own past is said in words a family can plan with', async () => {
  const family = people[9]
  const id = await wait(family)
  const { page, context } = await open(family)
  let placed = 6
  await page.route('**/api/v1/reservations', async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    for (const one of body.reservations) if (one.id === id) one.chance = { days: 10, placed }
    await route.fulfill({ response: answer, json: body, headers: { ...answer.headers(), etag: `"${placed}"` } })
  })
  await page.goto(`${world.url}/parent/reservations`)
  await page.getByText('これまで、空き待ちのあった 10 日のうち 6 日で、この順番まで回りました。').waitFor()
  placed = 0
  await page.reload()
  await page.getByText('これまで、空き待ちのあった 10 日では、この順番まで回ったことがありません。').waitFor()
  await page.unrouteAll({ behavior: 'wait' })
  await takeBack(family)
  await context.close()
})

test('what is over is folded away, and opens with the keyboard', async () => {
  const { page, context, wrong, asked } = await open(people[9])
  await page.goto(`${world.url}/parent/reservations`)
  await page.locator('.past summary').focus()
  assert.equal(await page.locator('.past .card').first().isVisible(), false)
  await page.keyboard.press('Enter')
  await page.locator('.past .card').first().waitFor()
  await assertClean({ page, asked, wrong }, 'what is over')
  await context.close()
})

test('R-CAN-01, R-CAN-02: until when it costs nothing, and after that what it costs, is said before it is given back', async () => {
  const family = people[8]
  clock.set(`${today}T18:30:00.000+09:00`)
  const answer = await as(family).post('/reservations', bodyFor(family, 's04', days[0]))
  assert.equal(answer.body?.reservations?.[0]?.state, 'confirmed', answer.text)
  const ask = async (page) => {
    await page.goto(`${world.url}/parent/reservations`)
    await page.locator('.actions button').first().click()
  }
  const { page, context } = await open(family)
  await ask(page)
  await page.locator('.confirm-panel').getByText(/07:00 までの取り消しは、お金がかかりません。/).waitFor()
  clock.set(`${days[0]}T07:30:00.000+09:00`)
  await ask(page)
  await page.locator('.confirm-panel').getByText('取り消しの期限を過ぎているため、500 円かかります。').waitFor()
  await page.click('.confirm-panel .button-danger')
  await page.getByText('取り消し料は 500 円です。').waitFor()
  await context.close()
})
