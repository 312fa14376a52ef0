// kill -9 of server, broker and gateways at random points while parents reserve and children arrive. KILLS and SEED choose another storm.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storm } from './storm.mjs'

const kills = Number(process.env.KILLS ?? 30)
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

test(`every chimed tap and every confirmed reservation is there exactly once after ${kills} kills`, async (t) => {
  const { wrong, ...figures } = await storm({ kills, seed })
  t.diagnostic(JSON.stringify(figures))
  const again = `SEED=${seed} KILLS=${kills} shows it again`
  assert.deepEqual(wrong, [], again)
  assert.deepEqual({ lost: figures.lost, duplicated: figures.duplicated, overbooked: figures.overbooked, stale: figures.stale },
    { lost: 0, duplicated: 0, overbooked: 0, stale: 0 }, again)
  assert.ok(figures.chimes > kills && figures.reservations > kills, `the storm met real work: ${JSON.stringify(figures)}`)
})

test('a server that answers before its transaction is on the disk is caught by the same judgement', async () => {
  const { wrong, lost } = await storm({ kills: 0, seed, children: 120, atLeast: 60, healMs: 3000,
    served: { program: 'tsubame-mutant', env: { MUTATE: 'no_commit' } } })
  assert.ok(lost > 0 || wrong.length > 0, 'promises without rows were noticed')
})
