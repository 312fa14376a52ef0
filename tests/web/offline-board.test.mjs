// The staff tablet without network: the page opens, roll call goes on, and everything is on the server once when the network is back.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { clockFile, demo, openMorning, signIn, sql, waitFor } from '../support/harness.mjs'
import { assertClean, device, openWorld, PHONE, TABLET, world } from './browser.mjs'

let town
let clock
let day
before(async () => {
  town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '08:20:00'))
  day = clock.instant.slice(0, 10)
  await openWorld({ ...town, clock })
})

const corrections = () => sql(town.data, 'SELECT c.public_id AS child, x.kind FROM correction x JOIN child c ON c.id = x.child_id ORDER BY x.id')
const row = (page, child) => page.locator(`tr[data-child="${child}"]`)

/** A teacher's tablet whose pages are kept, on the board of a class. */
async function tablet(viewport = TABLET) {
  const seen = await device({ login: 'teacher-n01', viewport })
  await seen.page.goto(`${world.url}/staff/nurseries/n01`)
  await seen.page.waitForSelector('.attendance tr[data-child]')
  await seen.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await seen.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  return seen
}

test('R-OPS-01: without network the roll call of a class goes on, outlives a reload, and is on the server once; another tablet’s word is shown beside', async () => {
  const other = await signIn(world.url, 'head-n01@demo.example')
  const own = await tablet()
  const { page, context } = own
  const children = (await other.get('/nurseries/n01/attendance')).body.children.filter(({ state }) => state === 'expected').slice(0, 6)
  await page.click('.chip-open')
  await context.setOffline(true)
  for (const child of children) await row(page, child.child_id).locator('.row-arrive').click()
  await page.waitForSelector('[data-waiting="6"]')
  assert.equal(await row(page, children[0].child_id).locator('.pill-good').count(), 1, 'shown as arrived')

  await page.reload()
  await page.waitForSelector('[data-waiting="6"]')
  await row(page, children[5].child_id).locator('.waiting-mark').waitFor()
  await row(page, children[1].child_id).locator('.row-button').click()
  await page.locator('dialog[open] .press-row button', { hasText: '外出' }).click()
  await page.waitForSelector('[data-waiting="7"]')

  const contested = children[2]
  const said = await other.post('/nurseries/n01/attendance/corrections', { child_id: contested.child_id, day, kind: 'arrive', at: `${day}T08:05:00.000+09:00`, reason: 'seen at the gate' })
  assert.equal(said.status, 201, said.text)
  clock.forward(30 * 60_000)
  await context.setOffline(false)
  await page.waitForSelector(`[data-conflict="${contested.child_id}"]`)
  await page.waitForSelector('[data-waiting]', { state: 'detached' })
  const once = corrections()
  for (const child of children) {
    const kinds = once.filter((one) => one.child === child.child_id).map(({ kind }) => kind)
    assert.deepEqual(kinds, child === children[1] ? [1, 3] : [1], child.name)
  }
  const conflict = page.locator(`[data-conflict="${contested.child_id}"]`)
  assert.match(await conflict.textContent(), /08:05/, 'what the server has')
  assert.match(await conflict.textContent(), /08:20/, 'what was pressed here')
  own.wrong.splice(0, own.wrong.length, ...own.wrong.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED')))
  await assertClean(own, 'a conflict')
  await page.reload()
  await conflict.waitFor()
  await conflict.locator('button', { hasText: 'この端末の記録' }).click()
  await conflict.waitFor({ state: 'detached' })
  assert.equal(corrections().filter((one) => one.child === contested.child_id).length, 2)
  await context.close()
})

test('what is kept on the tablet cannot be read there, and is gone after signing out; what was not sent is asked about first', async () => {
  const { page, context } = await tablet(PHONE)
  const child = (await (await signIn(world.url, 'head-n01@demo.example')).get('/nurseries/n01/attendance')).body.children.find(({ state }) => state === 'expected')
  const stored = () => page.evaluate(async () => {
    const open = indexedDB.open('tsubame.vault')
    const db = await new Promise((done) => { open.onsuccess = () => done(open.result) })
    const rows = {}
    for (const name of db.objectStoreNames) {
      const all = db.transaction(name).objectStore(name).getAll()
      rows[name] = await new Promise((done) => { all.onsuccess = () => done(all.result) })
    }
    db.close()
    const text = [...rows.kept, ...rows.waiting].map((box) => new TextDecoder('latin1').decode(box.data)).join()
    const names = (await caches.keys()).length === 0 ? [] : await (await caches.open((await caches.keys())[0])).keys()
    return { kept: rows.kept.length, waiting: rows.waiting.length, keys: rows.keys.map(({ key }) => key.extractable), text, cached: names.map(({ url }) => new URL(url).pathname) }
  })
  await page.waitForFunction(() => indexedDB.databases().then((all) => all.length > 0))
  await context.setOffline(true)
  await row(page, child.child_id).locator('.row-button').click()
  await page.locator('dialog[open] .press-first').click()
  await page.waitForSelector('[data-waiting="1"]')
  const held = await stored()
  assert.deepEqual(held.keys, [false], 'one key, which the browser does not hand out')
  assert.ok(held.kept > 0 && held.waiting === 1)
  assert.ok(!held.text.includes(child.child_id) && !held.text.includes(Buffer.from(child.name).toString('latin1')))
  assert.deepEqual(held.cached.filter((path) => path.startsWith('/api/')), [], 'no answer of the server is cached')
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.getByText('まだ送信していない記録が1件あります').waitFor()
  assert.equal((await stored()).waiting, 1, 'asked first')
  await page.getByRole('button', { name: '破棄してログアウト' }).click()
  await page.waitForSelector('#login')
  const after = await stored()
  assert.deepEqual([after.kept, after.waiting, after.keys.length], [0, 0, 0])
  await context.close()
})

test('a session that the server has ended is not opened again by pulling the network', async () => {
  const { page, context } = await tablet()
  await context.clearCookies()
  await page.reload()
  await page.waitForSelector('#login')
  await context.setOffline(true)
  await page.goto(`${world.url}/staff/nurseries/n01`)
  await page.getByText('サーバーにつながりません').waitFor()
  assert.equal(await page.locator('tr[data-child]').count(), 0)
  await context.close()
})

test('R-ATT-21: without any server the tablet shows who is in the house, how old that is, takes ticks and prints', async () => {
  const head = await signIn(world.url, 'head-n01@demo.example')
  const child = (await head.get('/nurseries/n01/attendance')).body.children.find(({ state }) => state === 'expected')
  await head.post('/nurseries/n01/attendance/corrections', { child_id: child.child_id, day, kind: 'arrive', at: `${day}T08:10:00.000+09:00`, reason: 'by hand' })
  const { page, context } = await tablet()
  const here = (await head.get('/nurseries/n01/attendance')).body.children.filter(({ state }) => state === 'present' || state === 'stepped_out')
  assert.ok(here.length > 0, 'somebody is here')
  // The board alone was open: the list came with it.
  await waitFor(() => page.evaluate(async () => {
    const open = indexedDB.open('tsubame.vault')
    const db = await new Promise((done) => { open.onsuccess = () => done(open.result) })
    const all = db.transaction('kept').objectStore('kept').getAllKeys()
    const keys = await new Promise((done) => { all.onsuccess = () => done(all.result) })
    db.close()
    return keys.some((key) => key.includes('evacuation'))
  }), 'the list on the tablet')
  await context.setOffline(true)
  await page.goto(`${world.url}/staff/nurseries/n01/evacuation`)
  await page.locator('.evacuation').first().waitFor()
  assert.equal(await page.locator('.evacuation tbody tr').count(), here.length)
  await page.locator('[data-age]').waitFor()
  await page.getByRole('checkbox').first().check()
  await page.getByText(`確認済み 1 / ${here.length}人`).waitFor()
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('.evacuation').first().isVisible(), true)
  await page.emulateMedia({ media: 'screen' })
  await context.close()
})

/** A ticket of today for a child that is here; its number. */
async function someTicket(name) {
  for (let n = 1; n <= 60; n++) {
    const family = await signIn(world.url, `parent${String(n).padStart(3, '0')}`)
    const { body } = await family.get('/me')
    const child = body.children.find(({ nursery_id }) => nursery_id === 'n01')
    if (!child) continue
    const made = await family.post('/me/pickup-tickets', { day, name, children: [child.id] })
    assert.equal(made.status, 201, made.text)
    const ticket = (await family.get('/me/pickup-tickets')).body.tickets.find(({ id }) => id === made.body.id)
    return { ...ticket, family, child }
  }
  throw new Error('no family of n01')
}

const check = async (page, number) => {
  await page.getByRole('button', { name: 'お迎え票を確認' }).click()
  await page.fill('#ticket-typed', number)
  await page.getByRole('button', { name: '確かめる', exact: true }).click()
}
const verdict = (page, kind, of) => page.locator(`[data-verdict="${kind}"]${of ? `[data-of="${of}"]` : ''}`).waitFor()
const shut = (page) => page.locator('dialog[open]').getByRole('button', { name: '閉じる' }).click()

test('R-CARE-03: two tablets check a one-time ticket without network; it is used up at once, over a reload too, and used on both it is a conflict', async () => {
  const ticket = await someTicket('山田 花子')
  const head = await signIn(world.url, 'head-n01@demo.example')
  const state = async () => (await head.get('/nurseries/n01/attendance')).body.children.find(({ child_id }) => child_id === ticket.child.id).state
  if (await state() !== 'present') {
    const at = `${day}T08:12:00.000+09:00`
    const said = await head.post('/nurseries/n01/attendance/corrections', { child_id: ticket.child.id, day, kind: 'arrive', at, reason: 'by hand' })
    assert.equal(said.status, 201, said.text)
  }
  const first = await tablet()
  const second = await device({ login: 'head-n01', viewport: PHONE })
  // A browser that reads codes by itself, and a camera that sees the ticket's picture.
  await second.context.addInitScript((text) => {
    globalThis.BarcodeDetector = class {
      detect() {
        return Promise.resolve([{ rawValue: text }])
      }
    }
    navigator.mediaDevices.getUserMedia = () => {
      const canvas = document.createElement('canvas')
      canvas.getContext('2d').fillRect(0, 0, 9, 9)
      const stream = canvas.captureStream(20)
      setInterval(() => canvas.getContext('2d').fillRect(0, 0, 9, 9), 20)
      return Promise.resolve(stream)
    }
  }, `TSUBAME-TICKET ${day} ${ticket.number}`)
  await second.page.goto(`${world.url}/staff/nurseries/n01`)
  for (const { page } of [first, second]) await page.locator('[data-ticket="open"]', { hasText: '山田 花子' }).waitFor()
  await Promise.all([first.context.setOffline(true), second.context.setOffline(true)])

  const { page } = first
  await check(page, 'WRONG')
  await page.locator('#ticket-typed-error').waitFor()
  await page.fill('#ticket-typed', ticket.number.split('').reverse().join(''))
  await page.getByRole('button', { name: '確かめる', exact: true }).click()
  await verdict(page, 'unknown')
  await page.fill('#ticket-typed', `${ticket.number.slice(0, 4).toLowerCase()}-${ticket.number.slice(4)}`)
  await page.getByRole('button', { name: '確かめる', exact: true }).click()
  await verdict(page, 'good')
  first.wrong.splice(0, first.wrong.length, ...first.wrong.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED')))
  await assertClean(first, 'a good ticket')
  const shown = await page.locator('.ticket-good').textContent()
  assert.ok(shown.includes('山田 花子') && shown.includes(ticket.child.name) && shown.includes(ticket.made_by), shown)
  await page.getByRole('button', { name: '引き渡した' }).click()
  await page.locator('[data-ticket="used"]', { hasText: '山田 花子' }).waitFor()
  await page.reload()
  await page.locator('[data-ticket="used"]', { hasText: '山田 花子' }).waitFor()
  await check(page, ticket.number)
  await verdict(page, 'used')
  await shut(page)
  await check(page, `TSUBAME-TICKET 2020-01-06 ${ticket.number}`)
  await verdict(page, 'other_day')
  await shut(page)

  await second.page.getByRole('button', { name: 'お迎え票を確認' }).click()
  await second.page.getByRole('button', { name: 'カメラで読み取る' }).click()
  await verdict(second.page, 'good')
  await second.page.getByRole('button', { name: '引き渡した' }).click()
  await second.page.locator('[data-ticket="used"]', { hasText: '山田 花子' }).waitFor()
  const uses = () => sql(town.data, 'SELECT count(*) AS n FROM pickup_ticket_use')[0].n
  assert.equal(uses(), 0)
  clock.forward(60_000)
  await first.context.setOffline(false)
  await waitFor(() => uses() === 1, 'the first use')
  await waitFor(async () => await state() === 'left', 'the leaving')
  await second.context.setOffline(false)
  for (const one of [first, second]) await one.page.locator('[data-ticket-conflict="twice"]').waitFor()
  assert.equal((await ticket.family.get('/me/pickup-tickets')).body.tickets.find(({ id }) => id === ticket.id).state, 'used')
  await Promise.all([first.context.close(), second.context.close()])
})

test('R-CARE-03: whoever guesses numbers at the tablet waits after five, over a reload too', async () => {
  const { page, context } = await tablet()
  await check(page, '22222222')
  await verdict(page, 'unknown', '22222222')
  for (let n = 3; n <= 6; n++) {
    await page.fill('#ticket-typed', String(n).repeat(8))
    await page.getByRole('button', { name: '確かめる', exact: true }).click()
    await verdict(page, 'unknown', String(n).repeat(8))
  }
  await page.reload()
  await check(page, '77777777')
  await verdict(page, 'wait')
  await context.close()
})
