// make torture: storms until KILLS (200) faults are injected, thirty per town, each under its own printed seed; then a sick-care room under CLIENTS
// (200) families and KILLS kills; then INSTANCES (1,000,000) random facilities against trying everything, and
// MUTATIONS (10,000) random harms to a nursery's file, each of which must be found. One table each.
import { join } from 'node:path'
import { endAll, root, run } from '../support/harness.mjs'
import { sickStorm } from './sick_storm.mjs'
import { storm } from './storm.mjs'

const kills = Number(process.env.KILLS ?? 200)
const first = Number(process.env.SEED ?? Date.now() % 1_000_000)
const clients = Number(process.env.CLIENTS ?? 200)
const instances = process.env.INSTANCES ?? '1000000'
const mutations = process.env.MUTATIONS ?? '10000'
const rounds = []
const rooms = []
const wrong = []
let search
let harms
try {
  for (let left = kills, seed = first; left > 0; left -= 30, seed++) {
    const figures = await storm({ kills: Math.min(left, 30), seed })
    rounds.push(figures)
    wrong.push(...figures.wrong.map((sentence) => `seed ${seed}: ${sentence}`))
    console.log(`seed ${seed}: ${JSON.stringify({ ...figures, wrong: figures.wrong.length })}`)
  }
  for (let left = kills, seed = first; left > 0; left -= 50, seed++) {
    const figures = await sickStorm({ kills: Math.min(left, 50), seed, clients })
    rooms.push(figures)
    wrong.push(...figures.wrong.map((sentence) => `seed ${seed}: ${sentence}`))
    console.log(`seed ${seed}: ${JSON.stringify({ ...figures, wrong: figures.wrong.length })}`)
  }
  console.log(`${instances} random facilities against trying everything …`)
  search = run(join(root, 'build/release/test_care_rooms'), [], { timeout: 3600_000, env: { ...process.env, INSTANCES: instances, SEED: String(first) }, expect: null })
  console.log(`${mutations} random harms to the file of a nursery's attendance …`)
  harms = run(join(root, 'build/release/test_chain_store_verify'), [], { timeout: 3600_000, env: { ...process.env, MUTATIONS: mutations, SEED: String(first) }, expect: null })
  if (harms.code !== 0) wrong.push(`test_chain_store_verify: ${harms.stdout.split('\n').filter((line) => !line.startsWith('ok')).join(' ')}`)
  if (search.code !== 0) wrong.push(`test_care_rooms: ${search.stdout.split('\n').filter((line) => !line.startsWith('ok')).join(' ')}`)
} finally {
  await endAll()
}
const sum = (name, list = rounds) => list.reduce((total, figures) => total + figures[name], 0)
const max = (name, list = rounds) => Math.max(...list.map((figures) => figures[name]))
console.log('\nfaults injected | operations | lost | duplicated | stale | overbooked | p99')
console.log([sum('injected'), sum('operations'), sum('lost'), sum('duplicated'), sum('stale'), sum('overbooked'),
  `${max('p99_ms').toFixed(0)} ms`].join(' | '))
console.log(`server back within ${max('restart_p99_ms').toFixed(0)} ms, outboxes empty within ${max('heal_ms').toFixed(0)} ms after the storm`)
console.log('\nsick care: kills | families at once | operations | booked | cancelled | accepted | declined | promoted | reads | p99 | found by the four judges')
console.log([...['kills', 'clients', 'operations', 'booked', 'cancelled', 'accepted', 'declined', 'promoted', 'reads'].map((name) => name === 'clients' ? clients : sum(name, rooms)),
  `${max('p99_ms', rooms).toFixed(0)} ms`, sum('found', rooms.map((one) => ({ found: one.wrong.length })))].join(' | '))
console.log(`${Number(instances).toLocaleString('en')} facilities: ${search.code === 0 ? 'the same answer as trying everything' : 'an answer differs'}`)
console.log(`${Number(mutations).toLocaleString('en')} harms to attendance: ${harms.code === 0 ? 'every one found' : 'one was not found'}`)
for (const sentence of wrong) console.log(`wrong: ${sentence}`)
process.exit(wrong.length + sum('lost') + sum('duplicated') + sum('stale') + sum('overbooked') === 0 ? 0 : 1)
