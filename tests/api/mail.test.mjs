// The mail door against a real mail server: what is told arrives once, whatever happens to the mail server or to us, and says nothing that a
// stranger may not read.
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { demo, freePort, sql, startServer, waitFor } from '../support/harness.mjs'
import { asParent, bookableDays, families, reservation, restingNurseries } from '../support/families.mjs'
import { mailConfig, startMailServer } from '../support/mail.mjs'

let server
let mail
let people
let days
const local = (family) => family.login.split('@')[0]
const config = () => ['--config', mailConfig(mail)]
before(async () => {
  server = await startServer(restingNurseries(demo({ children: 40 })))
  people = families(server).filter((family, i, all) => all.findIndex(({ login }) => login === family.login) === i)
  mail = await startMailServer({ refuse: [local(people[2])], defer: [local(people[3])] })
  days = (await bookableDays(server)).map(({ day }) => day)
})
after(async () => { await server?.stop(); await mail?.stop() })

const begin = async (args) => {
  await server.stop()
  const next = await startServer({ data: server.data, cards: server.cards, sessions: server.sessions, port: server.port, args })
  Object.assign(server, next)
}
const reserve = async (family, day) => {
  const answer = await asParent(server, family).post('/reservations', reservation(family.child, 's01', day))
  assert.equal(answer.status, 201, answer.text)
  return answer.body.reservations[0]
}
const about = (login) => (found) => found.to === login
const addresses = (family) => sql(server.data, `SELECT a.login FROM contact k JOIN account a ON a.id = k.account_id WHERE k.household_id =
  (SELECT household_id FROM account WHERE id = ${family.account})`).map(({ login }) => login)
const metric = async (name) => {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return Number(text.split('\n').find((line) => line.startsWith(`${name} `))?.split(' ').at(-1))
}

test('without a mail server nothing is sent, the start says so once, and what there is to tell waits', async () => {
  await reserve(people[0], days[0])
  assert.equal(server.running.log().split('\n').filter((line) => line.includes('"mail_off"')).length, 1)
  assert.ok(await metric('tsubame_messages_waiting') >= 1)
  assert.deepEqual(sql(server.data, 'SELECT DISTINCT state FROM message'), [{ state: 1 }])
})

test('with one, everything that waits arrives at every address of the household, once', async () => {
  await begin(config())
  for (const login of addresses(people[0])) {
    const [found] = await mail.arrived(about(login))
    assert.match(found.subject, /^予約が確定しました（\d+月\d+日\(.\)）$/)
  }
  await waitFor(async () => await metric('tsubame_messages_waiting') === 0, 'the outbox to be empty')
  assert.equal(mail.to(people[0].login).length, 1)
  assert.ok(await metric('tsubame_messages_total{how="sent"}') >= 1)
})

test('a message is plain text in UTF-8 that any relay carries, and says it was made by a machine', () => {
  const [{ headers, raw, from, body }] = mail.to(people[0].login)
  assert.equal(from, 'つばめ市 <tsubame@town.example>')
  assert.equal(headers['auto-submitted'], 'auto-generated')
  assert.equal(headers['content-type'], 'text/plain; charset=UTF-8')
  assert.equal(headers['content-language'], 'ja')
  assert.equal(headers.to, people[0].login)
  assert.match(headers['message-id'], /^<[0-9a-f]{32}@town\.example>$/)
  assert.ok(raw.split('\n').every((line) => line.length <= 998 && /^[\t\x20-\x7e]*\r?$/.test(line)), 'ASCII in short lines')
  assert.match(body, /病児保育の予約が確定しました/)
  assert.match(body, /日にち：\d+月\d+日/)
  assert.doesNotMatch(body, /[{}]|\n\n\n/)
})

test('no name of a child or a parent, no illness, no address stands in it', () => {
  const names = sql(server.data, `SELECT c.name FROM child c WHERE c.household_id = (SELECT household_id FROM account WHERE id = ${people[0].account})
    UNION SELECT name FROM account WHERE id = ${people[0].account}`).map(({ name }) => name)
  const [{ body, subject }] = mail.to(people[0].login)
  for (const word of [...names.flatMap((name) => [name, ...name.split(' ').filter((part) => part.length > 1)]), 'かぜ', '風邪', 'COLD', '@demo.example'])
    assert.ok(!body.includes(word) && !subject.includes(word), word)
})

test('one address that is refused for ever hurts only itself and is counted', async () => {
  await Promise.all([reserve(people[2], days[0]), reserve(people[1], days[0])])
  await mail.arrived(about(people[1].login))
  await waitFor(async () => await metric('tsubame_messages_total{how="given_up"}') >= 1, 'the refused one to be counted')
  const line = server.running.log().split('\n').find((text) => text.includes('message_given_up'))
  assert.match(line, /"said":550/)
  assert.doesNotMatch(server.running.log(), /parent\d|@demo/)
})

test('"not now" for one address: it is tried again later, others are sent meanwhile', async () => {
  await reserve(people[3], days[0])
  const own = `(SELECT id FROM contact WHERE account_id = ${people[3].account})`
  const row = await waitFor(() => sql(server.data, `SELECT tries, next_ms FROM message WHERE contact_id = ${own} AND tries = 1 AND taken_ms = 0`)[0],
    'the first try to have failed')
  assert.ok(row.next_ms > Date.now() + 5000 && row.next_ms < Date.now() + 13_000)
  await reserve(people[4], days[0])
  await mail.arrived(about(people[4].login))
  assert.equal(mail.to(people[3].login).length, 0)
})

test('the mail server is dead and back again: reservations go on at their speed, everything arrives once', async () => {
  await mail.kill()
  const begun = performance.now()
  const booked = people.slice(5, 10)
  for (const family of booked) await reserve(family, days[1])
  assert.ok(performance.now() - begun < 5000, `five reservations took ${performance.now() - begun} ms`)
  await waitFor(() => server.running.log().includes('mail_server_unusable'), 'the log to say so')
  assert.ok(await metric('tsubame_messages_waiting') >= 5)
  await mail.restart()
  for (const { login } of booked) await mail.arrived(about(login))
  await waitFor(() => sql(server.data, 'SELECT count(*) AS n FROM message WHERE state = 1')[0].n === 1, 'only the deferred one to wait')
  for (const { login } of booked) assert.equal(mail.to(login).length, 1, login)
  assert.equal(server.running.log().split('\n').filter((line) => line.includes('mail_server_unusable')).length, 1)
  assert.match(server.running.log(), /mail_server_usable/)
})

test('a server that takes the connection and says nothing delays no request, and the program still ends in time', async () => {
  const silent = createServer()
  await new Promise((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const heard = new Promise((resolve) => silent.once('connection', resolve))
  await begin(['--config', mailConfig({ url: `smtp://127.0.0.1:${silent.address().port}` })])
  const [first, ...others] = people.slice(-4)
  await reserve(first, days[2])
  const socket = await heard
  const begun = performance.now()
  for (const family of others) await reserve(family, days[2])
  assert.ok(performance.now() - begun < 3000)
  await server.stop(8000)
  socket.destroy()
  silent.close()
  assert.equal(sql(server.data, 'SELECT count(*) AS n FROM message WHERE state = 1 AND tries > 0 AND taken_ms > 0')[0].n, 0)
})

test('killed while sending: nothing is lost, what comes twice has the same Message-ID', async () => {
  await begin(config())
  await waitFor(() => mail.to(people.at(-1).login).length > 0, 'the last of them', 15_000)
  const fourth = people.slice(4, 10)
  const asked = Promise.allSettled(fourth.map((family) => reserve(family, days[3])))
  await waitFor(() => sql(server.data, 'SELECT count(*) AS n FROM message WHERE taken_ms > 0 OR sent_ms IS NOT NULL')[0].n > 0, 'a message under way', 5000, 1)
  await asked
  await server.kill()
  await server.begin()
  await server.ready()
  for (const family of fourth) {
    const wanted = sql(server.data, `SELECT count(*) AS n FROM message m JOIN contact k ON k.id = m.contact_id WHERE k.account_id = ${family.account}`)[0].n
    await waitFor(() => new Set(mail.to(family.login).map(({ id }) => id)).size === wanted, `${wanted} different messages for ${family.login}`, 15_000)
  }
})

test('settings that would give something away or cannot work are refused at the start, with what to do', async () => {
  const refused = async (more, url) => {
    const other = await startServer({ data: server.data, port: await freePort(), args: ['--config', mailConfig({ url: url ?? mail.url }, { more })], ready: false })
    await other.running.exited
    return other.running.log()
  }
  await server.stop()
  assert.match(await refused('starttls = perhaps'), /starttls is required, opportunistic or off/)
  assert.match(await refused('base_url = http://town.example'), /base_url is the https/)
  assert.match(await refused('', 'http://127.0.0.1:25'), /server is smtp:/)
  assert.match(await refused('user = x'), /user and password_file belong together/)
  assert.match(await refused('from = a@b, c@d'), /from is/)
})

test('TLS that is required and cannot be proved sends nothing; with the right certificate it does', async () => {
  const safe = await startMailServer({ tls: true })
  const family = people.at(-1)
  await begin(['--config', mailConfig(safe, { more: 'starttls = required' })])
  await reserve(family, days[4])
  await waitFor(() => server.running.log().includes('mail_server_unusable'), 'the certificate to be refused')
  assert.equal(safe.mails().length, 0)
  await begin(['--config', mailConfig(safe, { more: `starttls = required\nca_file = ${safe.ca}` })])
  await safe.arrived(about(family.login))
  await safe.stop()
})
