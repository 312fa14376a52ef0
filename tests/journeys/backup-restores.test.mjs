// Yesterday's backup on a bare folder, and what the entrance kept since: together the same state as before the machine was lost.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { asParent, bookableDays, families, reservation } from '../support/families.mjs'
import { assertWhole, program, run, sql, startGateway, startServer, startTown, tempFolder, tsubame, waitFor } from '../support/harness.mjs'

const folder = tempFolder('tsubame-backup')
const backup = join(folder, 'town.backup')
let town
let gate
let uids

const taps = (data) => sql(data, 'SELECT count(*) AS n FROM tap')[0].n
const days = (data) => sql(data, 'SELECT child_id, day, place, arrived_ms, left_ms, flags FROM attendance_day ORDER BY child_id, day')
const refused = (args) => run(program('tsubame'), args, { expect: 1 }).stderr

before(async () => {
  town = await startTown({ children: 60, morning: '08:00:00' })
  gate = await startGateway({ credentials: town.credentials[0], clock: town.clock })
  uids = town.cards.filter(({ site_id }) => site_id === 'n01').map(({ card_uid }) => card_uid)
})

test('a backup is taken beside the running server, is private, and says what it holds', async () => {
  for (const uid of uids.slice(0, 3)) await gate.chimed(uid)
  await waitFor(() => taps(town.data) === 3, 'three taps to be stored')
  const [family] = families(town, town.data)
  const [{ day }] = await bookableDays(town.server, 's01')
  const answer = await asParent(town.server, family).post('/reservations', reservation(family.child, 's01', day))
  assert.equal(answer.status, 201, answer.text)
  const said = JSON.parse(tsubame(['backup', '--data', town.data, '--out', backup, '--json']).stdout)
  assert.equal(said.taps, 3)
  assert.equal(said.reservations, 1)
  assert.equal(statSync(backup).mode & 0o777, 0o600)
  assert.ok(!existsSync(`${backup}.new`) && !existsSync(`${backup}.copy`))
})

test('a backup that was altered or cut is refused, and leaves no folder that looks like one', () => {
  const bytes = readFileSync(backup)
  const altered = Buffer.from(bytes)
  altered[bytes.length >> 1] ^= 1
  for (const [name, content] of [['altered', altered], ['cut', bytes.subarray(0, bytes.length - 100)], ['other', Buffer.from('hello\n')]]) {
    writeFileSync(join(folder, name), content)
    assert.match(refused(['restore', '--from', join(folder, name), '--data', join(folder, `data-${name}`)]), /take another/)
    assert.ok(!existsSync(join(folder, `data-${name}`, 'tsubame.db')))
  }
})

test('a folder that holds something is not overwritten', () => {
  assert.match(refused(['restore', '--from', backup, '--data', town.data]), /holds something already/)
  assertWhole(town.data)
})

test('the restored folder and what the entrance kept end in the same state as the lost one', async () => {
  for (const uid of uids.slice(3, 6)) await gate.chimed(uid)
  await waitFor(() => taps(town.data) === 6, 'six taps to be stored')
  await gate.drained()
  town.clock.forward(5 * 3600_000)
  await gate.chimed(uids[0])
  await waitFor(() => taps(town.data) === 7, 'the leaving to be stored')
  await gate.drained()
  const lost = days(town.data)
  await town.server.kill()
  await gate.chimed(uids[6]) // while there is no server at all

  const data = join(folder, 'restored')
  assert.match(tsubame(['restore', '--from', backup, '--data', data]).stdout, /3 taps, 1 reservations/)
  assertWhole(data)
  assert.equal(taps(data), 3)
  const server = await startServer({ data, mqtt: town.broker.url, credentials: town.broker.serverCredentials, clock: town.clock,
    cards: town.cards, sessions: town.sessions, port: town.server.port })
  await waitFor(() => taps(data) === 8, 'the entrance to send what the backup lacks', 30_000)
  const again = days(data)
  for (const day of lost) assert.deepEqual(again.find(({ child_id }) => child_id === day.child_id), day)
  assert.equal(again.length, lost.length + 1)
  assert.equal((await server.session(town.sessions[0].login).get('/me')).status, 200)
  assertWhole(data)
  await server.stop()
})
