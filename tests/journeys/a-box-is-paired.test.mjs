// A box becomes an entrance by a one-time code and one number that both show, and is none any more within five seconds (R-SEC-04): real box, real
// broker, the broker's files made by devices/units/broker.sh of what the server writes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync, symlinkSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { program, signIn, start, startGateway, startTown, tempFolder, tsubame, waitFor } from '../support/harness.mjs'

let town
let head
let follows
let gate
let card
const folder = tempFolder('tsubame-pairing')
const config = join(folder, 'box.json')
const accounts = join(folder, 'accounts')

before(async () => {
  const settings = join(folder, 'server.ini')
  writeFileSync(settings, `[broker]\naccounts = ${accounts}\n`)
  town = await startTown({ children: 60, morning: '08:00:00', served: { args: ['--config', settings] } })
  settle()
  head = await signIn(town.server.url, 'head-n01')
  card = town.cards.find(({ site_id }) => site_id === 'n01').card_uid
})
after(async () => {
  follows?.close()
  await gate?.stop()
  await town?.server.stop()
  await town?.broker.stop()
})

/** What tsubame-broker-accounts.path does: broker.sh anew and SIGHUP, whenever the server has written the file. */
function settle() {
  symlinkSync(accounts, join(town.broker.folder, 'accounts'))
  follows = watch(folder, (kind, name) => { if (name === 'accounts') town.broker.admit([]) })
}

/** Types the code at the box; {number, box}. */
async function typed(code) {
  const box = start(program('tsubame-gateway'), ['--pair', code, '--server', town.server.url, '--config', config], { folder: tempFolder('tsubame-box') })
  const number = await waitFor(() => {
    if (box.ended) throw new Error(box.log())
    return box.log().match(/^check (\d{3} \d{3})$/m)?.[1]
  }, 'the box to show its number')
  return { number, box }
}

const begin = async () => {
  gate = await startGateway({ credentials: config, data: join(folder, 'data'), clock: town.clock, ready: false })
  await waitFor(() => gate.log().some(({ event }) => event === 'roster'), 'the paired box to know its children', 10_000)
  await gate.opened()
}
/** Does the broker let this name in? */
const admitted = ({ username, password }) => spawnSync('mosquitto_pub', ['-V', '5', '-q', '1', '-h', '127.0.0.1', '-p', String(town.broker.port),
  '-u', username, '-P', password, '-t', 'tsubame/v1/n01/gate-new/state', '-n']).status === 0

test('R-SEC-04: the head makes a code, the box makes its keys, both show one number, and the box is an entrance', async () => {
  const made = await head.post('/pairings', { site_id: 'n01', gateway: 'gate-new' })
  assert.equal(made.status, 201, made.text)
  const waiting = (await head.get(`/pairings/${made.body.id}`)).body
  assert.equal(waiting.state, 'waiting')
  const { number, box } = await typed(waiting.code.toLowerCase())
  const shown = (await head.get(`/pairings/${made.body.id}`)).body
  assert.deepEqual({ state: shown.state, number: shown.number, code: shown.code }, { state: 'compare', number, code: null })
  assert.equal(existsSync(config), false, 'nothing is written before the head has compared')
  const confirmed = await head.post(`/pairings/${made.body.id}/confirm`, { number })
  assert.deepEqual(confirmed.body, { gateway: 'gate-new', site_id: 'n01', epoch: 1 })
  assert.equal((await box.exited).code, 0)
  assert.match(box.log(), /^paired n01 gate-new 1$/m)
  assert.equal(statSync(config).mode & 0o777, 0o600)
  assert.equal((await head.get(`/pairings/${made.body.id}`)).body.state, 'confirmed')
})

test('R-SEC-04: what the box made stays on the box', () => {
  const mine = JSON.parse(readFileSync(config, 'utf8'))
  for (const file of readdirSync(town.data).filter((name) => name.startsWith('tsubame.db'))) {
    const bytes = readFileSync(join(town.data, file))
    for (const key of ['sign_secret', 'box_secret']) assert.equal(bytes.includes(Buffer.from(mine[key], 'base64url')), false, key)
    assert.equal(bytes.includes(mine.password), false, 'the password at the broker')
  }
  assert.ok(!readFileSync(accounts, 'utf8').includes(mine.password))
})

test('a paired box is let in by the broker, gets its children, and its touches are stored', async () => {
  await begin()
  assert.equal((await gate.chimed(card)).said, 'arrive')
  await gate.drained()
})

test('R-SEC-04: revoked, it is none any more within five seconds: it forgets the children and ends, and the broker refuses it', async (t) => {
  const mine = JSON.parse(readFileSync(config, 'utf8'))
  assert.equal(admitted(mine), true)
  const began = Date.now()
  assert.equal((await head.post('/gateways/gate-new/revoke', {})).status, 204)
  await waitFor(() => gate.running.ended && !admitted(mine), 'the box to end and the broker to refuse it', 5000)
  t.diagnostic(`revoked after ${Date.now() - began} ms`)
  assert.equal(gate.running.ended.code, 1)
  assert.equal(existsSync(join(folder, 'data', 'roster')), false)
  const again = spawnSync(program('tsubame-gateway'), ['--config', config, '--data', join(folder, 'data'), '--reader', 'pcsc'], { encoding: 'utf8', timeout: 5000 })
  assert.equal(again.status, 1)
  assert.match(again.stderr, /ended by its nursery/)
  const row = (await head.get('/gateways')).body.gateways.find(({ id }) => id === 'gate-new')
  assert.ok(row.revoked_at)
})

test('an operator pairs it again with two commands: the next epoch, and it is an entrance again', async () => {
  const wrong = spawnSync(program('tsubame'), ['gateway', 'confirm', '--data', town.data, '--name', 'gate-new', '--number', '123456'], { encoding: 'utf8' })
  assert.equal(wrong.status, 1)
  const { code } = JSON.parse(tsubame(['gateway', 'pair', '--data', town.data, '--site', 'n01', '--name', 'gate-new', '--json']).stdout)
  const { number, box } = await typed(code)
  const { epoch } = JSON.parse(tsubame(['gateway', 'confirm', '--data', town.data, '--name', 'gate-new', '--number', number, '--json']).stdout)
  assert.equal(epoch, 2)
  assert.equal((await box.exited).code, 0)
  await begin()
  assert.equal((await gate.chimed(card)).epoch, 2)
  await gate.drained()
})
