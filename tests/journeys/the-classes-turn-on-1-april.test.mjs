// R-CAL-09: once a year, for whole classes, by the operator; a dry run first, and the second time nothing.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { clockFile, demo, program, run, signIn, sql, startServer, tempFolder, tsubame } from '../support/harness.mjs'

const folder = tempFolder('tsubame-roll-over')
const day = (text) => Date.parse(`${text}T00:00:00Z`) / 86_400_000
const ages = ['ひよこ組', 'りす組', 'うさぎ組', 'ぱんだ組', 'きりん組', 'ぞう組']
const classes = ages.map((from, i) => (i === 5 ? { from, leaves: true } : { from, to: ages[i + 1] }))
const clock = clockFile('2030-03-31T20:00:00.000+09:00')
let town
let server
let nurseries
let march
let number = 0
function file(value) {
  const path = join(folder, `${++number}.json`)
  writeFileSync(path, JSON.stringify(value))
  return path
}
const args = (path, ...more) => ['roll-over', '--data', town.data, '--fiscal-year', 'R12', '--classes', path, ...more]
const json = (path, ...more) => JSON.parse(tsubame(args(path, ...more, '--json')).stdout)
const refused = (path, ...more) => run(program('tsubame'), args(path, ...more), { expect: 1 }).stderr
const children = () => sql(town.data, `SELECT c.public_id AS child, c.class, c.enrolled_to_day AS last, s.public_id AS nursery
  FROM child c JOIN site s ON s.id = c.nursery_id ORDER BY c.id`)

before(async () => {
  town = demo({ children: 40 })
  sql(town.data, `UPDATE child SET enrolled_from_day = ${day('2029-04-01')}`, { write: true })
  nurseries = sql(town.data, 'SELECT public_id AS id FROM site WHERE kind = 1 ORDER BY id').map((row) => row.id)
  server = await startServer({ ...town, clock })
})

const plan = (list = nurseries) => ({ fiscal_year: 2030, nurseries: list.map((nursery) => ({ nursery, classes })) })

test('R-CAL-09: the dry run lists every child with what becomes of it, and changes nothing', () => {
  const was = children()
  const dry = json(file(plan()), '--dry-run')
  assert.equal(dry.dry_run, true)
  const listed = new Map(dry.nurseries.flatMap((nursery) => nursery.children.map((row) => [row.child, row])))
  assert.equal(listed.size, was.length)
  for (const row of was) {
    assert.deepEqual(listed.get(row.child), { child: row.child, from: row.class, to: ages[ages.indexOf(row.class) + 1] ?? null })
  }
  assert.deepEqual(children(), was)
  const text = tsubame(args(file(plan(nurseries.slice(1))), '--dry-run')).stdout
  assert.match(text, new RegExp(`^${nurseries[0]}  not in the file: nothing changes$`, 'm'))
  const names = sql(town.data, 'SELECT name FROM child').map((row) => row.name)
  for (const name of names) assert.ok(!text.includes(name), 'a name of a child is nothing that an operator needs')
})

test('R-CAL-09: a file with a gap, for another year, or of an unknown nursery is refused before anything changes', () => {
  const was = children()
  const gap = plan()
  gap.nurseries.at(-1).classes = classes.slice(0, 2)
  const cases = [
    [file(gap), /the file does not say what becomes of the class '/],
    [file({ ...plan(), fiscal_year: 2031 }), /is for fiscal year 2031, not 2030/],
    [file(plan([...nurseries, 'n99'])), /there is no nursery 'n99'/],
    [file({ fiscal_year: 2030, nurseries: [{ nursery: 'n01', classes: [{ from: 'a' }] }] }), /\/nurseries\/0\/classes\/0\/to: a class has a name/],
    [join(folder, 'none.json'), /cannot be read/],
  ]
  for (const [path, sentence] of cases) assert.match(refused(path), sentence)
  assert.match(refused(file(plan())), /fiscal year 2030 begins on 2030-04-01/) // the server's clock stands at 31 March
  assert.deepEqual(children(), was)
  run(program('tsubame'), ['roll-over', '--data', town.data, '--fiscal-year', 'R', '--classes', 'x'], { expect: 2 })
})

test('R-CAL-09: on 1 April the running server turns what the file names; the second time does nothing and says so', () => {
  const was = children()
  march = was
  clock.set('2030-04-01T05:00:00.000+09:00')
  const rest = nurseries.slice(1)
  const first = json(file(plan(rest)))
  assert.deepEqual(first.not_in_file, nurseries.slice(0, 1))
  assert.ok(first.nurseries.every((nursery) => !nursery.done_before && nursery.moved + nursery.left > 0))
  const all = json(file(plan()))
  assert.deepEqual(all.nurseries.map((nursery) => nursery.done_before), nurseries.map((_, i) => i > 0))
  const now = children()
  now.forEach((row, i) => {
    const to = ages[ages.indexOf(was[i].class) + 1]
    assert.equal(row.class, to ?? was[i].class)
    assert.equal(row.last, to ? null : day('2030-03-31'))
  })
  const again = json(file(plan()))
  assert.ok(again.nurseries.every((nursery) => nursery.done_before && nursery.moved + nursery.stayed + nursery.left === 0))
  assert.match(tsubame(args(file(plan()))).stdout, /^every nursery of the file turned to fiscal year 2030 before: nothing is changed$/m)
  assert.deepEqual(children(), now)
  assert.equal(sql(town.data, "SELECT count(*) AS n FROM audit WHERE action = 'roll_over'")[0].n, nurseries.length)
})

test('R-CAL-09: nursery staff find who goes on in the new class, and who left no more', async () => {
  const head = await signIn(server.url, 'head-n01')
  const rows = sql(town.data, `SELECT c.class, c.enrolled_to_day AS last FROM child c JOIN site s ON s.id = c.nursery_id WHERE s.public_id = 'n01'`)
  const { body: seen } = await head.get('/nurseries/n01/attendance?day=2030-04-01')
  assert.deepEqual(seen.children.map((child) => child.class).sort(), rows.filter((row) => row.last === null).map((row) => row.class).sort())
  assert.ok(rows.some((row) => row.last !== null))
})

test('what happened in March stands in the classes of March', async () => {
  const head = await signIn(server.url, 'head-n01')
  const then = march.filter((row) => row.nursery === 'n01').map((row) => row.class).sort()
  const { body: board } = await head.get('/nurseries/n01/attendance?day=2030-03-29')
  assert.deepEqual(board.children.map((child) => child.class).sort(), then)
  const { body: register } = await head.get('/nurseries/n01/register?month=2030-03')
  assert.deepEqual(register.children.map((child) => child.class).sort(), then)
})

test('without a server the command does it itself', async () => {
  await server.stop()
  assert.match(refused(file(plan(['n99']))), /there is no nursery 'n99'/)
})
