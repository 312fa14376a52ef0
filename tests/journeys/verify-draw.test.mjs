// Anyone can check a published draw: with the program, and with a few lines of another language.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { program, run, tempFolder } from '../support/harness.mjs'

// The whole procedure: H is BLAKE2b with 32 bytes.
const python = `
import hashlib, json, sys
def H(*parts):
    h = hashlib.blake2b(digest_size=32)
    for part in parts: h.update(part)
    return h.digest()
record = json.load(open(sys.argv[1]))
seed = bytes.fromhex(record["seed"])
room, day = record["sick_room_id"].encode(), record["day"].encode()
assert H(b"tsubame-draw-1|", room, b"|", day, b"|", seed).hex() == record["commitment"], "commitment"
tickets = sorted(entry["ticket"] for entry in record["entries"])
fixed = H(*[(ticket + "\\n").encode() for ticket in tickets])
key = lambda entry: (entry["class"], H(b"tsubame-draw-1|", seed, fixed, entry["ticket"].encode()))
for position, entry in enumerate(sorted(record["entries"], key=key), 1):
    assert entry["position"] == position, entry["ticket"]
print("right")
`
const folder = tempFolder('tsubame-draw')
// The published vector: seed 00 01 … 1f, room s04, three who asked: reservation-0, reservation-1, reservation-2.
const record = {
  draw: 'tsubame-draw-1', sick_room_id: 's04', day: '2026-03-02',
  commitment: '88e58b644f9f247d7f391c516a9a57ef6e268c75a3429ebaedbcb261bc3e5c13',
  committed_at: '2026-02-20T18:00:00.000+09:00', opens_at: '2026-02-27T18:00:00.000+09:00', closes_at: '2026-02-27T18:10:00.000+09:00',
  seed: Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0')).join(''),
  entries: [
    { position: 1, ticket: '7024c4cf80a1484b85aeee73743359de', class: 0, children: 1 },
    { position: 2, ticket: '7bbbe13d6b458b45d9ba1c8db86e2de3', class: 0, children: 1 },
    { position: 3, ticket: '754535af4ea4647d3ec039df58f403c1', class: 0, children: 1 },
  ],
}
let number = 0
function file(change) {
  const path = join(folder, `${++number}.json`)
  const copy = structuredClone(record)
  change?.(copy)
  writeFileSync(path, JSON.stringify(copy))
  return path
}
const verify = (path, expect = 0, ...more) => JSON.parse(run(program('tsubame'), ['verify-draw', path, '--json', ...more], { expect }).stdout)
const otherwise = (path) => {
  try { return execFileSync('python3', ['-c', python, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() } catch { return 'wrong' }
}

test('the published vector is right, by the program and by twenty lines of Python', () => {
  const path = file()
  assert.deepEqual(verify(path), { differences: [], right: true, sick_room_id: 's04', day: '2026-03-02', entries: 3 })
  assert.equal(otherwise(path), 'right')
  assert.match(run(program('tsubame'), ['verify-draw', path]).stdout, /The draw is right: 3 entries/)
})

test('a family finds its position by its ticket or its reservation', () => {
  assert.equal(verify(file(), 0, '--ticket', record.entries[1].ticket).position, 2)
  const positions = [0, 1, 2].map((i) => verify(file(), 0, '--reservation', `reservation-${i}`).position)
  assert.deepEqual(positions.sort(), [1, 2, 3])
  assert.match(run(program('tsubame'), ['verify-draw', file(), '--ticket', 'f'.repeat(32)], { expect: 1 }).stderr, /did not take part/)
})

test('whatever was changed afterwards is seen, by both', () => {
  const seed = (r) => { r.seed = `ff${r.seed.slice(2)}` }
  const rows = [
    ['another seed', seed, /seed is not the one/],
    ['another room', (r) => { r.sick_room_id = 's05' }, /seed is not the one/],
    ['two changed places', (r) => { r.entries[0].position = 2; r.entries[1].position = 1 }, /^position$/],
    ['somebody was left out', (r) => { r.entries.pop() }, /^position$/],
    ['somebody was put before the others', (r) => { for (const e of r.entries.slice(0, 2)) e.class = 1 }, /^position$/],
  ]
  for (const [what, change, difference] of rows) {
    const path = file(change)
    const said = verify(path, 1)
    assert.equal(said.right, false, what)
    assert.ok(said.differences.some((each) => difference.test(each.what)), `${what}: ${JSON.stringify(said.differences)}`)
    assert.equal(otherwise(path), 'wrong', what)
  }
  const late = verify(file((r) => { r.committed_at = r.opens_at }), 1)
  assert.match(late.differences[0].what, /not published before/)
})

test('what is no record, or not drawn yet, is said so', () => {
  const refused = (path) => run(program('tsubame'), ['verify-draw', path], { expect: 1 }).stderr
  assert.match(refused(file((r) => { delete r.seed; delete r.entries })), /holds the commitment only/)
  assert.match(refused(file((r) => { r.entries[0].ticket = 'x' })), /no record of a draw: \/entries\/0\/ticket/)
  assert.match(refused(file((r) => { r.draw = 'other' })), /no record of a draw/)
})
