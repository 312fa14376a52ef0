// Hundreds of parents ask for a room of six at the same moment, from several processes, some with cut connections and repeats. What may
// never happen is judged from the answers and the rows together; the mutated servers show that the judge can say no.
import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { crowd } from '../support/crowd.mjs'
import { bookableDays, dayNumber, families, reservation, vacancy } from '../support/families.mjs'
import { demo, sql, startServer, tempFolder, tsubame, waitFor } from '../support/harness.mjs'

const ROOM = 's01'
const PLACES = 6
const PARENTS = 500

const town = demo({ children: 620, seed: 7 })

function copyOfTown() {
  const data = join(tempFolder('tsubame-copy'), 'data')
  cpSync(town.data, data, { recursive: true, filter: (source) => !source.endsWith('.sock') })
  return data
}

async function everybodyAsks(server, { parents = PARENTS, cuts = () => 0 } = {}) {
  const people = families(town, server.data).slice(0, parents)
  assert.equal(people.length, parents, 'the demonstration holds enough families')
  const [{ day, capacity }] = await bookableDays(server, ROOM)
  assert.equal(capacity, PLACES)
  const asks = people.map(({ cookie, child }, i) => ({
    url: `${server.url}/api/v1/reservations`, cookie, key: `place-${i}`, body: reservation(child, ROOM, day), cuts: cuts(i),
  }))
  const answers = await crowd(asks)
  return { day, people, asks, answers }
}

/** Everything that is wrong, as sentences; none: the promise was kept. */
function judge({ day, people, answers }, data) {
  const wrong = []
  const rows = sql(data, `SELECT r.public_id AS id, c.public_id AS child, r.state, r.id AS n FROM reservation r JOIN child c ON c.id = r.child_id
    JOIN site s ON s.id = r.site_id WHERE s.public_id = '${ROOM}' AND r.day = ${dayNumber(day)} ORDER BY r.id`)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const confirmed = rows.filter(({ state }) => state === 2)
  if (confirmed.length !== PLACES) wrong.push(`${confirmed.length} rows are confirmed for ${PLACES} places`)
  const refused = answers.filter(({ status }) => status !== 201)
  if (refused.length > 0) wrong.push(`${refused.length} parents got no place and no rank, one ${refused[0].status} after ${refused[0].tries}`)
  const results = answers.map(({ body }, i) => ({ ...body?.reservations?.[0], child: people[i].child }))
  const told = results.filter(({ state }) => state === 'confirmed')
  if (told.length !== PLACES) wrong.push(`${told.length} parents were told "confirmed"`)
  for (const { id, child, state } of results) {
    const row = byId.get(id)
    if (id && (!row || row.child !== child)) wrong.push(`an answer names reservation ${id}, which is not in the database`)
    else if (id && row.state !== { confirmed: 2, waitlisted: 3 }[state]) wrong.push(`${id} was told ${state} and is in state ${row.state}`)
  }
  if (new Set(rows.map(({ child }) => child)).size !== rows.length) wrong.push('a child has two reservations')
  if (rows.length !== people.length) wrong.push(`${people.length} parents asked and ${rows.length} reservations exist`)
  const waiting = rows.filter(({ state }) => state === 3).map(({ id }) => results.find((result) => result.id === id)?.rank)
  if (waiting.some((rank, i) => rank !== i + 1)) wrong.push(`in commit order the ranks are ${waiting.slice(0, 12)}…`)
  const overfill = sql(data, `SELECT count(*) AS n FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'reservation_overfill_%'`)[0].n
  if (overfill !== 2 || !schemaRefuses(data, day)) wrong.push('the schema itself would take one more than the room has')
  return wrong
}

/** Tries to write one confirmed reservation too many past the program, in a copy that is thrown away. */
function schemaRefuses(data, day) {
  const copy = join(tempFolder('tsubame-schema'), 'copy.db')
  sql(data, `VACUUM INTO '${copy}'`)
  try {
    sql(copy, `UPDATE reservation SET state = 2 WHERE id = (SELECT min(id) FROM reservation WHERE state = 3 AND day = ${dayNumber(day)})`,
      { write: true })
    return sql(copy, `SELECT count(*) AS n FROM reservation WHERE state = 2 AND day = ${dayNumber(day)}`)[0].n <= PLACES
  } catch (error) {
    return /overfill/.test(String(error.stderr ?? error.message))
  }
}

test('500 parents ask for a room of six: six are confirmed, the others ranked in commit order', async () => {
  const server = await startServer({ ...town, data: copyOfTown(), env: {} })
  const round = await everybodyAsks(server)
  assert.deepEqual(judge(round, server.data), [])
  await waitFor(async () => {
    const seen = await vacancy(server, ROOM, round.day)
    return seen.remaining === 0 && seen.mark === 'full' && seen.waitlisted === PARENTS - PLACES
  }, 'the public board to show a full room and everybody who waits', 2000)
  await server.stop()
  tsubame(['verify', '--data', server.data])
})

test('cut connections and repeats under the same key change nothing: one effect, the same answer', async () => {
  const server = await startServer({ ...town, data: copyOfTown() })
  const round = await everybodyAsks(server, { cuts: (i) => i % 3 })
  assert.deepEqual(judge(round, server.data), [])
  const again = await crowd(round.asks.map((ask) => ({ ...ask, cuts: 0 })))
  assert.deepEqual(again.map(({ status, body }) => ({ status, body })), round.answers.map(({ status, body }) => ({ status, body })))
  assert.deepEqual(judge(round, server.data), [], 'after everybody has asked once more')
  await server.stop()
  tsubame(['verify', '--data', server.data])
})

const mutant = (mutate, data) => startServer({ ...town, data, program: 'tsubame-mutant', env: { MUTATE: mutate } })
const drop = (data) => sql(data, 'DROP TRIGGER reservation_overfill_insert; DROP TRIGGER reservation_overfill_update;', { write: true })

test('with the decision taken out the schema alone keeps the room at six, and this check fails', async () => {
  const server = await mutant('no_decision', copyOfTown())
  const wrong = judge(await everybodyAsks(server, { parents: 60 }), server.data)
  assert.notDeepEqual(wrong, [])
  assert.equal(wrong.some((sentence) => /rows are confirmed/.test(sentence)), false, wrong.join('; '))
  assert.equal(wrong.some((sentence) => /told "confirmed"/.test(sentence)), false, wrong.join('; '))
})

test('with the constraint taken out of the schema this check fails', async () => {
  const data = copyOfTown()
  drop(data)
  const server = await startServer({ ...town, data })
  assert.deepEqual(judge(await everybodyAsks(server, { parents: 60 }), server.data),
    ['the schema itself would take one more than the room has'])
})

test('with both taken out the room is overfilled, and this check sees it', async () => {
  const data = copyOfTown()
  drop(data)
  const server = await mutant('no_decision', data)
  const wrong = judge(await everybodyAsks(server, { parents: 60 }), server.data)
  assert.ok(wrong.includes('60 rows are confirmed for 6 places'), wrong.join('; '))
})

test('with the lane answering for a transaction that was rolled back this check fails', async () => {
  const server = await mutant('no_commit', copyOfTown())
  const wrong = judge(await everybodyAsks(server), server.data)
  assert.ok(wrong.some((sentence) => /not in the database|reservations exist/.test(sentence)), wrong.join('; '))
})
