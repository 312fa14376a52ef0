// tsubame-gateway as a program: what it refuses and in which words, and that a chime is a promise whatever the disk does.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { demo, enrol, freePort, program, run, startGateway, tempFolder, waitFor } from '../support/harness.mjs'

let credentials
let cards
const gateway = (args) => spawnSync(program('tsubame-gateway'), args, { encoding: 'utf8', timeout: 20_000 })

before(async () => {
  const town = demo({ children: 20 })
  cards = town.cards.filter(({ site_id }) => site_id === 'n01').map(({ card_uid }) => card_uid)
  credentials = enrol(town.data, { site: 'n01', name: 'gate-1', broker: `mqtt://127.0.0.1:${await freePort()}` })
  chmodSync(credentials, 0o600)
})

/** A copy of the credentials with `change` applied to the object. */
function changed(change, mode = 0o600) {
  const path = join(tempFolder('tsubame-credentials'), 'gate-1.json')
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(credentials, 'utf8')), ...change }))
  chmodSync(path, mode)
  return path
}

function refused(args, words, code = 1) {
  const result = gateway(args)
  assert.equal(result.status, code, result.stderr)
  for (const word of words) assert.match(result.stderr, word)
}

test('wrong usage ends with 2 and says what is missing', () => {
  refused([], [/--config FILE is missing/], 2)
  refused(['--config', credentials, 'more'], [/more is too much/], 2)
  assert.match(gateway(['--help']).stdout, /wedge:DEVICE/)
})

test('keys that others can read are refused', () => {
  refused(['--config', changed({}, 0o644)], [/others can read these keys/, /chmod 600/])
})

test('each bad member of the credentials is named', () => {
  const path = changed({ epoch: 0, card_key: 'short', colour: 'red' })
  refused(['--config', path], [/member epoch is OUT_OF_RANGE/, /member card_key is BAD_FORMAT/, /member colour is UNKNOWN_MEMBER/])
  writeFileSync(path, 'broker = 127.0.0.1')
  refused(['--config', path], [/no credentials file/])
  refused(['--config', '/nonexistent'], [/cannot be read/])
})

test('readers that are not built, brokers over TLS and clocks of real towns are refused in words', () => {
  refused(['--config', changed({}), '--reader', 'wedge:/dev/null'], [/event device/])
  refused(['--config', changed({}), '--reader', 'magic'], [/pcsc, wedge:DEVICE or simulated/])
  refused(['--config', changed({ broker: 'mqtts://broker.example' })], [/TLS/, /not built yet/])
  const clock = join(tempFolder('tsubame-clock'), 'now')
  writeFileSync(clock, '2026-11-20T08:00:00+09:00\n')
  refused(['--config', changed({ test: false }), '--clock-file', clock], [/enrolled at test data/])
})

test('one data folder belongs to one box at a time', async () => {
  const gate = await startGateway({ credentials })
  refused(['--config', credentials, '--data', gate.data], [/another tsubame-gateway runs/])
  assert.deepEqual(await gate.stop(), { code: 0, signal: null })
  refused(['--config', changed({ site: 'n02' }), '--data', gate.data], [/belongs to another gateway/])
})

test('without --data the touches are kept beside the credentials', async () => {
  const folder = tempFolder('tsubame-box')
  const config = join(folder, 'gate-1.json')
  copyFileSync(credentials, config)
  chmodSync(config, 0o600)
  refused(['--config', config, '--reader', `simulated:${folder}`], [/no FIFO/])
  assert.ok(existsSync(join(folder, 'gate-1.data', 'outbox.db')))
})

test('without a broker every touch is kept, over kill -9 too, and numbers go on without a gap', async () => {
  const gate = await startGateway({ credentials })
  const chimes = []
  for (let i = 0; i < 20; i++) chimes.push(await gate.chimed(cards[i % cards.length]))
  await gate.kill()
  await gate.restart()
  for (let i = 0; i < 5; i++) chimes.push(await gate.chimed(cards[i]))
  assert.deepEqual(chimes.map(({ seq }) => seq), Array.from({ length: 25 }, (_, i) => i + 1))
  assert.deepEqual(gate.outbox('SELECT seq FROM tap ORDER BY seq').map(({ seq }) => seq), chimes.map(({ seq }) => seq))
  await gate.stop()
})

test('a full disk keeps nothing and nothing chimes; when there is room again the next number follows', async () => {
  const gate = await startGateway({ credentials })
  assert.equal((await gate.chimed(cards[0])).seq, 1)
  run('prlimit', ['--pid', String(gate.running.pid), '--fsize=16384:unlimited'])
  for (let i = 0; i < 3; i++) gate.touch(cards[1])
  await waitFor(() => (gate.running.log().match(/^sorry not kept/gm) ?? []).length === 3, 'the box to say sorry three times')
  assert.equal(gate.chimes().length, 1)
  run('prlimit', ['--pid', String(gate.running.pid), '--fsize=unlimited:unlimited'])
  assert.equal((await gate.chimed(cards[2])).seq, 2)
  assert.deepEqual(gate.outbox('SELECT seq FROM tap ORDER BY seq').map(({ seq }) => seq), [1, 2])
  await gate.stop()
})

test('a malformed card is answered with sorry and the next card is read', async () => {
  const gate = await startGateway({ credentials })
  gate.touch('not a card')
  await waitFor(() => /^sorry not read/m.test(gate.running.log()), 'the box to say sorry')
  assert.equal((await gate.chimed(cards[0])).seq, 1)
  await gate.stop()
})
