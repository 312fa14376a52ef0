// Where a guardian's messages go: an address is asked whether it is right, and gets nothing else before; what is hidden stays hidden.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demo, freePort, sql, startServer } from '../support/harness.mjs'
import { asParent, bookableDays, families, reservation, restingNurseries } from '../support/families.mjs'
import { linksOf, mailConfig, startMailServer } from '../support/mail.mjs'

const AUNT = 'aunt@family.example'
let mail
let server
let family
let other
let days
before(async () => {
  mail = await startMailServer()
  const port = await freePort()
  server = await startServer({ ...restingNurseries(demo({ children: 40 })), port, args: ['--config', mailConfig(mail, { baseUrl: `http://127.0.0.1:${port}` })] });
  [family, other] = families(server).filter((one, i, all) => all.findIndex(({ login }) => login === one.login) === i)
  days = (await bookableDays(server)).map(({ day }) => day)
})
after(async () => { await server?.stop(); await mail?.stop() })

const enter = (who, address, more = {}) => asParent(server, who).post('/me/contacts', { channel: 'email', address, language: 'en', ...more })
const list = async (who) => (await asParent(server, who).get('/me/contacts')).body.contacts
const about = (address) => (found) => found.to === address

test('a guardian sees its own address, and reading it is written down', async () => {
  const [own] = await list(family)
  assert.equal(own.address, family.login)
  assert.ok(own.own && own.confirmed)
  assert.ok(sql(server.data, `SELECT count(*) AS n FROM audit WHERE action = 'read_contacts'`)[0].n >= 1)
})

test('R-WL-08: a new address is asked first and told nothing before; after the second tap it is told everything', async () => {
  const made = await enter(family, AUNT)
  assert.equal(made.status, 201, made.text)
  assert.equal(made.body.confirmed, false)
  const [question] = await mail.arrived(about(AUNT))
  assert.equal(question.subject, 'Should our messages come to this address?')
  await asParent(server, family).post('/reservations', reservation(family.child, 's01', days[0]))
  await mail.arrived(about(family.login))
  assert.equal(mail.to(AUNT).length, 1)
  const [{ token }] = linksOf(question)
  const opened = await server.anyone.post('/links/open', { token })
  assert.deepEqual([opened.status, opened.body.what, opened.body.possible, opened.body.day], [200, 'confirm', true, undefined])
  assert.equal((await list(family)).find(({ address }) => address === AUNT).confirmed, false)
  assert.equal((await server.anyone.post('/links/use', { token })).status, 200)
  assert.equal((await server.anyone.post('/links/use', { token })).body.code, 'LINK_USED')
  assert.equal((await list(family)).find(({ address }) => address === AUNT).confirmed, true)
  await asParent(server, family).post('/reservations', reservation(family.child, 's01', days[1]))
  const told = await mail.arrived(about(AUNT), 2)
  assert.ok(told.some(({ subject }) => subject.startsWith('Reservation confirmed')))
})

test('removed, it gets nothing any more; nobody removes what is another family’s', async () => {
  const { id } = (await list(family)).find(({ address }) => address === AUNT)
  assert.equal((await asParent(server, other).del(`/me/contacts/${id}`)).status, 404)
  assert.equal((await asParent(server, family).del(`/me/contacts/${id}`)).status, 204)
  assert.equal((await asParent(server, family).del(`/me/contacts/${id}`)).status, 404)
  await asParent(server, family).post('/reservations', reservation(family.child, 's01', days[2]))
  await mail.arrived(about(family.login), 3)
  assert.equal(mail.to(AUNT).length, 2)
})

test('R-REG-11: addresses of the household that are hidden from a guardian are neither listed nor removable', async () => {
  sql(server.data, `UPDATE contact SET account_id = NULL WHERE account_id = ${other.account}`, { write: true })
  const [shared] = await list(other)
  assert.deepEqual([shared.address, shared.own], [other.login, false])
  sql(server.data, `UPDATE guardian_child SET hides = 2 WHERE account_id = ${other.account}`, { write: true })
  assert.deepEqual(await list(other), [])
  assert.equal((await asParent(server, other).del(`/me/contacts/${shared.id}`)).status, 404)
})

test('what is no address is refused with its field, and so is a line break in one', async () => {
  for (const address of ['', 'aunt', 'a@b@c', 'a b@c.example', 'a@b.example\r\nBcc: x@y.example', '<a@b.example>', 'a@b..c', `${'a'.repeat(250)}@b.example`]) {
    const answer = await enter(other, address)
    assert.equal(answer.status, 422, address)
    assert.equal(answer.body.errors[0].pointer, '/address')
  }
  assert.equal((await enter(other, 'a@b.example', { language: 'xx' })).status, 422)
  assert.equal((await enter(other, 'a@b.example', { channel: 'pigeon' })).status, 422)
})

test('eight of one’s own, ten entered in a day, and not one more: no machine for mailing strangers', async () => {
  const statuses = []
  for (let n = 0; n < 12; n++) {
    const answer = await enter(other, `friend${n}@family.example`)
    statuses.push(answer.status)
    if (answer.status === 201) assert.equal((await asParent(server, other).del(`/me/contacts/${answer.body.id}`)).status, 204)
    else assert.equal(answer.body.code, 'CONTACT_LIMIT')
  }
  assert.deepEqual(statuses, [...Array(10).fill(201), 409, 409])
  for (let n = 0; n < 7; n++) assert.equal((await enter(family, `more${n}@family.example`)).status, 201)
  assert.equal((await enter(family, 'more8@family.example')).status, 409)
})

test('no address stands in the log, and none readable in the database', () => {
  assert.doesNotMatch(server.running.log(), /@family\.example|@demo\.example/)
  assert.equal(sql(server.data, `SELECT count(*) AS n FROM contact WHERE CAST(address AS TEXT) LIKE '%@%.example%'`)[0].n, 0)
})
