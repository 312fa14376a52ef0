// From the mailbox, on a phone, not signed in: an offer is taken by its link, once; the reminder's link gives the place back in two taps. Every
// address of the household is told, each in its language.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'
import { assertClean, device, TABLET, world } from '../web/browser.mjs'
import { bookableDays, families, reservation } from '../support/families.mjs'
import { client, clockFile, dayOf, freePort, sql, startServer, tokyo, waitFor } from '../support/harness.mjs'
import { linksOf, mailConfig, startMailServer } from '../support/mail.mjs'

const ROOM = 's01'
let mail
let server
let clock
let day
let first
let second

const ask = (family) => client(server.url, family.cookie)
const state = async (family) => (await ask(family).get('/reservations')).body.reservations.find((one) => one.day === day)
const at = (login, what) => (found) => found.to === login && what.test(found.subject)

before(async () => {
  mail = await startMailServer()
  clock = clockFile(`${dayOf(Date.now() + 86_400_000)}T10:00:00.000+09:00`)
  const port = await freePort()
  const args = ['--config', mailConfig(mail, { baseUrl: `http://127.0.0.1:${port}` })]
  server = await startServer({ children: 60, port, clock, args })
  world.server = server
  world.url = server.url
  world.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
  const now = Date.parse(clock.instant);
  [{ day }] = await bookableDays(server, ROOM, 30, now)
  const people = families(server).filter((family, i, all) => all.findIndex(({ login }) => login === family.login) === i)
  // The one who got the last place that was asked for is the first; the second waits, and is told in English.
  for (const family of people.slice(2)) {
    const answer = await ask(family).post('/reservations', reservation(family.child, ROOM, day, dayOf(now)))
    assert.equal(answer.status, 201, answer.text)
    if (answer.body.reservations[0].state === 'waitlisted') {
      await ask(family).post(`/reservations/${answer.body.reservations[0].id}/cancel`, {})
      break
    }
    family.id = answer.body.reservations[0].id
    first = family
  }
  second = people[0]
  sql(server.data, `UPDATE contact SET language = 'en' WHERE account_id = ${second.account}`, { write: true })
  const made = await ask(second).post('/reservations', reservation(second.child, ROOM, day, dayOf(now)))
  assert.equal(made.body.reservations[0].state, 'waitlisted', made.text)
})
after(() => mail?.stop())

let offer

test('R-WL-08: a freed place is offered by mail to every address of the family, in its language, with links', async () => {
  const { status, text } = await ask(first).post(`/reservations/${first.id}/cancel`, {})
  assert.equal(status, 200, text);
  [offer] = await mail.arrived(at(second.login, /^A place is free: please answer by \w+ \d+ \w+, \d\d:\d\d$/))
  assert.equal(linksOf(offer).length, 2)
  const names = sql(server.data, `SELECT name FROM child WHERE public_id = '${second.child}'`)
  assert.ok(!offer.body.includes(names[0].name))
  const [told] = await mail.arrived(at(first.login, /取り消しました/))
  assert.equal(linksOf(told).length, 0)
})

test('opening the accept link decides nothing, whoever fetches it; the second tap takes the place', async () => {
  const [accept] = linksOf(offer)
  assert.equal((await fetch(accept.url)).status, 200)
  const phone = await device({ language: 'en' })
  await phone.page.goto(accept.url)
  await phone.page.getByRole('heading', { name: 'Take this place?' }).waitFor()
  assert.equal((await state(second)).state, 'offered')
  await assertClean(phone, 'an offer on a phone')
  await phone.page.getByRole('button', { name: 'Take the place' }).click()
  await phone.page.getByText('The place is yours').waitFor()
  await assertClean(phone, 'an offer that was taken')
  assert.equal((await state(second)).state, 'confirmed')
  assert.equal(sql(server.data, `SELECT o.account_id AS n FROM offer o JOIN reservation r ON r.id = o.reservation_id WHERE r.child_id =
    (SELECT id FROM child WHERE public_id = '${second.child}')`)[0].n, second.account)
})

test('the same link again says that it was used; the other one that nothing is to be answered any more', async () => {
  const [accept, decline] = linksOf(offer)
  const phone = await device()
  await phone.page.goto(accept.url)
  await phone.page.getByText('すでに使われました').waitFor()
  await phone.page.goto('about:blank')
  await phone.page.goto(decline.url)
  await phone.page.getByText('もうお返事はいりません').waitFor()
  await phone.page.goto(`${world.url}/parent/link#${'A'.repeat(32)}`)
  await phone.page.getByText('このリンクは使えません').waitFor()
  await assertClean(phone, 'a link that is none')
})

test('R-UX-05: from the reminder a place is given back in two taps, also with the keyboard alone', async () => {
  const { cancel } = await state(second)
  sql(server.data, `UPDATE contact SET language = 'ja' WHERE account_id = ${second.account}`, { write: true })
  clock.set(tokyo(Date.parse(cancel.deadline_at) - 50 * 60_000))
  const [reminder] = await mail.arrived(at(second.login, /予約の確認/), 1, 20_000)
  const [use, giveBack] = linksOf(reminder)
  const tablet = await device({ viewport: TABLET })
  await tablet.page.goto(use.url)
  await tablet.page.getByRole('button', { name: '利用します' }).focus()
  await tablet.page.keyboard.press('Enter')
  await tablet.page.getByText('予約はそのまま有効です').waitFor()
  assert.ok((await state(second)).coming_at)

  const phone = await device()
  await phone.page.goto(giveBack.url) // tap one
  const button = phone.page.getByRole('button', { name: '取り消す' })
  await button.waitFor()
  await assertClean(phone, 'a reminder on a phone')
  await button.click() // tap two
  await phone.page.getByText('予約を取り消しました').waitFor()
  assert.equal((await state(second)).state, 'cancelled')
  await waitFor(() => mail.mails().some(at(second.login, /取り消しました/)), 'the mail that says so', 15_000)
})

test('no token of a link stands in the log or in the database', () => {
  const tokens = mail.mails().flatMap(linksOf).map(({ token }) => token)
  assert.ok(tokens.length >= 4)
  const log = server.running.log()
  for (const token of tokens) assert.ok(!log.includes(token))
  assert.equal(new Set(mail.mails().map(({ id }) => id)).size, mail.mails().length, 'each message came once')
})
