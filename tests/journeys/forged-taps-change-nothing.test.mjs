// What is not signed by the entrance that it says it comes from changes nothing, gets no receipt and is recorded; also when the broker is
// in the hands of whoever forges. A box in turn believes no receipt that the server did not sign.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before, test } from 'node:test'
import { signIn, sql, start, startGateway, startTown, tsubame, waitFor } from '../support/harness.mjs'
import { cardOf, publish, publishTap, readCredentials, signature, tap, topicOf } from '../support/wire.mjs'

const WHY = { unsigned: 1, signature: 2, topic: 3, gateway: 4, malformed: 5, too_large: 6, replay: 7 }
let town
let gate1
let gate2
let cards

const count = (table) => sql(town.server.data, `SELECT count(*) AS n FROM ${table}`)[0].n
const state = () => ({ taps: count('tap'), days: sql(town.server.data, 'SELECT * FROM attendance_day ORDER BY child_id'),
  through: sql(town.server.data, 'SELECT * FROM gateway_epoch ORDER BY gateway_id, epoch') })
const refused = (gateway, why) => sql(town.server.data,
  `SELECT coalesce(sum(times), 0) AS n FROM tap_refused WHERE gateway_name = '${gateway}' AND why = ${WHY[why]}`)[0].n

before(async () => {
  town = await startTown({ children: 40, morning: '08:00:00', acl: false,
    gateways: [{ site: 'n01', name: 'gate-1' }, { site: 'n02', name: 'gate-2' }, { site: 'n01', name: 'gate-3' }] });
  [gate1, gate2] = town.credentials.map(readCredentials)
  cards = town.cards.filter(({ site_id }) => site_id === 'n01').map(({ child_id }) => cardOf(town.data, child_id))
  const good = publishTap(town.broker, gate1, { seq: 1, card: cards[0], at: Date.parse(town.clock.instant) })
  assert.equal(good.send(), 0)
  await waitFor(() => count('tap') === 1 && state().days.length === 1, 'a true tap to be stored: the way works')
})

/** Sends `forge()`, waits until it is recorded once more as `why`, and compares the world before and after. */
async function changesNothing(gateway, why, forge) {
  const before = state()
  const recorded = refused(gateway, why)
  forge()
  await waitFor(() => refused(gateway, why) > recorded, `the refusal (${why}) to be recorded`, 5000)
  assert.deepEqual(state(), before)
}

const fields = (seq, n = 1) => ({ seq, card: cards[n], at: Date.parse(town.clock.instant) })

test('a tap without a signature', () => changesNothing('gate-1', 'unsigned', () => {
  const forged = publishTap(town.broker, gate1, fields(2))
  publish(town.broker, gate1, forged.topic, forged.payload)
}))

test('a tap with a signature of noise, of the wrong length, and of another key', async () => {
  const forged = publishTap(town.broker, gate1, fields(2))
  for (const sig of [randomBytes(64).toString('base64url'), 'AAAA', '!', signature(gate2.sign_secret, forged.topic, forged.payload)]) {
    await changesNothing('gate-1', 'signature', () => {
      const other = tap(gate1, { ...fields(2), at: Date.parse(town.clock.instant) + sig.length })
      publish(town.broker, gate1, forged.topic, sig.length > 80 ? other : `${other} `, { sig })
    })
  }
})

test('every single altered field breaks the signature', async () => {
  const good = publishTap(town.broker, gate1, fields(2))
  const altered = { seq: fields(3), card: fields(2, 2), at: { ...fields(2), at: Date.parse(town.clock.instant) - 60_000 },
    said: { ...fields(2), said: 'leave' }, direction: { ...fields(2), data: { direction: 'leave' } } }
  for (const [name, change] of Object.entries(altered)) {
    await changesNothing('gate-1', 'signature', () => publish(town.broker, gate1, good.topic, tap(gate1, change), { sig: good.sig }))
    assert.ok(name)
  }
})

test('a number used again with another content, though well signed; the same again is only receipted again', async () => {
  await changesNothing('gate-1', 'replay', () => assert.equal(publishTap(town.broker, gate1, fields(1, 2)).send(), 0))
  const before = state()
  const recorded = count('tap_refused')
  const receipts = await receiptsOf(gate1)
  publishTap(town.broker, gate1, { seq: 1, card: cards[0], at: Date.parse(town.clock.instant) }).send()
  assert.deepEqual(JSON.parse(await receipts.first), { epoch: gate1.epoch, through: 1 })
  assert.deepEqual(state(), before)
  assert.equal(count('tap_refused'), recorded)
})

/** Listens on a gateway's topic as the gateway does; `first` resolves with the first receipt that comes from now on. */
async function receiptsOf(gate) {
  const topic = topicOf(gate, 'receipt')
  const heard = start('mosquitto_sub', ['-V', 'mqttv5', '-h', '127.0.0.1', '-p', String(town.broker.port), '-u', gate.username,
    '-P', gate.password, '-q', '1', '-t', topic, '-C', '1', '-W', '10'])
  await waitFor(() => town.broker.running.log().includes(` ${topic}\n`), 'the broker to know the listener')
  return { first: heard.exited.then(({ code }) => (code === 0 ? heard.log() : assert.fail('no receipt came'))) }
}

test('a tap of one entrance on the topic of another', async () => {
  const topic = topicOf(gate2, 'tap')
  const payload = tap(gate1, fields(2))
  await changesNothing('gate-2', 'signature', () => publish(town.broker, gate1, topic, payload, { sig: signature(gate1.sign_secret, topic, payload) }))
  await changesNothing('gate-2', 'topic', () => publish(town.broker, gate2, topic, payload, { sig: signature(gate2.sign_secret, topic, payload) }))
})

test('an entrance at a site that is not its own, and one that nobody enrolled', async () => {
  const elsewhere = { ...gate1, site: 'n02' }
  await changesNothing('gate-1', 'topic', () => publishTap(town.broker, elsewhere, fields(2)).send())
  const nobody = { ...gate1, gateway: 'gate-9' }
  await changesNothing('gate-9', 'gateway', () => publishTap(town.broker, nobody, fields(2)).send())
})

test('what is signed and no tap at all', () => changesNothing('gate-1', 'malformed', () => {
  const topic = topicOf(gate1, 'tap')
  publish(town.broker, gate1, topic, '{"id":[', { sig: signature(gate1.sign_secret, topic, '{"id":[') })
}))

test('an entrance that was revoked', async () => {
  const gate3 = readCredentials(town.credentials[2])
  tsubame(['gateway', 'revoke', '--data', town.server.data, '--name', 'gate-3'])
  await changesNothing('gate-3', 'gateway', () => publishTap(town.broker, gate3, fields(1)).send())
})

test('after all of it the next true tap is taken, and the board shows two children', async () => {
  publishTap(town.broker, gate1, fields(2)).send()
  const head = await signIn(town.server.url, 'head-n01')
  await waitFor(async () => (await head.get(`/nurseries/n01/attendance?day=${town.day}`)).body.children
    .filter(({ state: place }) => place === 'present').length === 2, 'two children on the board')
})

test('a box believes no receipt that the server did not sign, and keeps sending until it gets a true one', async () => {
  await town.server.stop()
  const gate = await startGateway({ credentials: town.credentials[1], clock: town.clock })
  const uid = town.cards.find(({ site_id }) => site_id === 'n02').card_uid
  const chime = await gate.chimed(uid)
  await waitFor(() => gate.log().some(({ event }) => event === 'connected'), 'the box to be connected')
  const backlog = () => gate.outbox('SELECT count(*) AS n FROM tap WHERE receipted_ms IS NULL')[0].n
  const topic = topicOf(gate2, 'receipt')
  const receipt = JSON.stringify({ epoch: gate2.epoch, through: chime.seq })
  const believed = () => gate.log().filter(({ event }) => event === 'not_believed').length
  const forgeries = [{}, { sig: 'AAAA' }, { sig: randomBytes(64).toString('base64url') },
    { sig: signature(gate2.sign_secret, topic, receipt) }, { sig: signature(gate1.sign_secret, topic, receipt) }]
  for (const forged of forgeries) publish(town.broker, gate2, topic, receipt, forged)
  await waitFor(() => believed() > 0, 'the box to say that it does not believe', 5000)
  assert.equal(backlog(), 1)
  await town.server.restart()
  await gate.drained()
  assert.equal(sql(town.server.data, `SELECT count(*) AS n FROM tap t JOIN gateway g ON g.id = t.gateway_id WHERE g.name = 'gate-2'`)[0].n, 1)
})

test('the broker refuses topics that are not the gateway\'s own, and tells it so', async () => {
  const strict = await startTown({ children: 20, gateways: [{ site: 'n01', name: 'gate-1' }, { site: 'n02', name: 'gate-2' }] })
  const [own, other] = strict.credentials.map(readCredentials)
  assert.ok([0, 16].includes(publish(strict.broker, own, topicOf(own, 'tap'), 'x')))
  assert.equal(publish(strict.broker, own, topicOf(other, 'tap'), 'x'), 135)
  for (const kind of ['receipt', 'roster', 'command']) {
    assert.equal(publish(strict.broker, own, topicOf(own, kind), 'x'), 135, `${kind} of its own`)
    assert.equal(publish(strict.broker, own, topicOf(other, kind), 'x'), 135, `${kind} of another`)
  }
  await waitFor(() => sql(strict.server.data, `SELECT count(*) AS n FROM tap_refused WHERE gateway_name = 'gate-1'`)[0].n === 1, 'only its own to arrive')
  assert.equal(sql(strict.server.data, `SELECT count(*) AS n FROM tap_refused WHERE gateway_name = 'gate-2'`)[0].n, 0)
})
