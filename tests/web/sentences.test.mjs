// The catalogs and the words made from them: nothing missing, plural forms, days and times in Tokyo.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { isRequired, wrongInEasy } from '../../web/tools/languages.mjs'
import { compareAll, compareCatalogs, comparePartial, readAll, readCatalog } from '../../web/tools/words.mjs'
import { addDays, clock, dayAndClock, dayOf, daysBetween, instantAt, instantMeant, isDay, lastInstantAt, longDay, moveClock, nameDays, shortDay, temperature, weekday, written,
  weekdayNumber } from '../../web/lib/format.ts'
import { lent, partsOf, plain, typed } from '../../web/lib/marks.ts'
import { sentence } from '../../web/lib/sentence.ts'

const words = (language) => readCatalog(new URL(`../../web/words/${language}.po`, import.meta.url))

test('Japanese and English have the same keys and places, and no empty sentence', () => {
  assert.deepEqual(compareCatalogs(new Map([['ja', words('ja')], ['en', words('en')]])), [])
  assert.ok(words('ja').size > 200)
})

test('a missing key, another place and an empty sentence are each named', () => {
  const ja = new Map([['a', 'あ {n}'], ['b', 'い'], ['c', ' ']])
  const en = new Map([['a', 'A {m}'], ['c', 'C'], ['d', 'D']])
  const wrong = compareCatalogs(new Map([['ja', ja], ['en', en]])).join('\n')
  for (const part of ['ja.po: "c" has no sentence', 'en.po: "a" names other', 'en.po: "b" is missing', 'ja.po: "d" is missing']) assert.ok(wrong.includes(part), wrong)
})

test('R-UX-03: every language says what families meet; a key too many, too few, another place is named', () => {
  const all = readAll()
  assert.deepEqual(compareAll(all), [])
  assert.ok(all.needed.length > 700 && all.needed.includes('sign_in.title') && all.needed.includes('mail.offer.body'))
  assert.ok(!isRequired('refusal.second_counter') && !isRequired('board.title'))
  const wrong = comparePartial(new Map([['a', 'あ {n}'], ['b', 'い']]), 'ko', new Map([['a', '가 {m}'], ['c', '다']]), ['b']).join('\n')
  for (const part of ['ko.po: "b" is missing', 'ko.po: "a" names other', 'ko.po: "c" is no key']) assert.ok(wrong.includes(part), wrong)
})

test('easy Japanese: every kanji has its reading in hiragana, and a sentence ends in time', () => {
  assert.deepEqual(wrongInEasy('a', '{予約|よやく}を {見|み}る。{room}'), [])
  assert.match(wrongInEasy('a', '予約を {見|み}る')[0], /without its reading: 予/)
  assert.match(wrongInEasy('a', '{見|ミ}る')[0], /not hiragana/)
  assert.match(wrongInEasy('a', 'あ'.repeat(41))[0], /41 letters/)
  assert.deepEqual(wrongInEasy('a', `${'あ'.repeat(40)}。${'い'.repeat(40)}`), [])
})

test('marks: readings, lent sentences and typed words are parts; where only letters can stand, letters stay', () => {
  const ruby = '\uFFF9予約\uFFFAよやく\uFFFBを見る'
  assert.deepEqual(partsOf(ruby), [{ text: '予約', reading: 'よやく' }, { text: 'を見る' }])
  assert.equal(plain(ruby), '予約を見る')
  assert.deepEqual(partsOf(`a ${lent(ruby)} b`), [{ text: 'a ' }, { text: '予約', reading: 'よやく', lang: 'ja' }, { text: 'を見る', lang: 'ja' }, { text: ' b' }])
  assert.deepEqual(partsOf(typed('Xin chào')), [{ text: 'Xin chào', lang: '' }])
  assert.equal(plain(`${lent(`x${typed('y')}`)}z`), 'xyz')
  assert.equal(typed(''), '')
})

test('a catalog that lacks a plural form is refused', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'tsubame-po-')), 'xx.po')
  writeFileSync(file, 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "a"\nmsgid_plural "a"\nmsgstr[0] "one"\n')
  assert.throws(() => readCatalog(file))
})

test('places are filled, plural forms chosen, and an unknown place is left to be seen', () => {
  assert.equal(sentence('{name}、残り{n}', 'ja', { name: 'A', n: 2 }), 'A、残り2')
  assert.equal(sentence(['{n} place', '{n} places'], 'en', { n: 1 }), '1 place')
  assert.equal(sentence(['{n} place', '{n} places'], 'en', { n: 0 }), '0 places')
  assert.equal(sentence(['残り{n}'], 'ja', { n: 1 }), '残り1')
  assert.equal(sentence('{what}', 'en', { n: 1 }), '{what}')
})

test('days and times are those of Tokyo, wherever the device is', () => {
  assert.equal(dayOf(new Date('2026-11-20T15:00:00Z')), '2026-11-21')
  assert.equal(dayOf(new Date('2026-11-20T14:59:59Z')), '2026-11-20')
  assert.equal(clock('2026-11-20T22:58:03.120Z'), '07:58')
  assert.equal(clock('2026-11-21T00:05:00.000+09:00'), '00:05')
  assert.equal(clock(null), '')
  assert.equal(longDay('2026-11-21', 'ja'), '11月21日(土)')
  assert.equal(longDay('2026-11-21', 'en'), 'Sat 21 Nov')
  assert.equal(longDay('2026-11-21', 'ja-easy'), '11月21日(土)')
  assert.equal(longDay('2026-11-21', 'zh-Hans'), '11月21日周六')
  assert.match(longDay('2026-11-21', 'ne'), /21/)
  assert.equal(shortDay('2026-11-01', 'ja'), '1日')
  assert.equal(weekday('2026-11-22', 'ja'), '日')
  assert.equal(weekdayNumber('2026-11-22'), 0)
  assert.equal(dayAndClock('2026-11-20T15:00:00.000+09:00', 'ja'), '11月20日(金) 15:00')
  assert.equal(addDays('2026-12-31', 1), '2027-01-01')
  assert.equal(daysBetween('2026-02-28', '2026-03-01'), 1)
  assert.ok(isDay('2026-02-28') && !isDay('2026-02-30x') && !isDay(''))
})

test('Japanese days, which we write ourselves, are those that Intl writes', () => {
  const by = (options) => new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', ...options })
  const forms = [{ month: 'short', day: 'numeric', weekday: 'short' }, { day: 'numeric' }, { weekday: 'short' }, { year: 'numeric', month: 'long' }].map((options) => [options, by(options)])
  for (let n = 0; n < 800; n++) {
    const day = new Date(`${addDays('2026-01-01', n)}T12:00:00+09:00`)
    for (const [options, intl] of forms) assert.equal(written('ja', options, day), intl.format(day))
  }
})

test('days of a language that the browser does not know are named by the catalogue', () => {
  nameDays('tl', 'L M X H B S D', '1 2 3 4 5 6 7 8 9 10 XI 12')
  const known = Intl.DateTimeFormat.supportedLocalesOf
  Intl.DateTimeFormat.supportedLocalesOf = () => []
  try {
    assert.equal(longDay('2026-11-21', 'tl'), 'XI 21 (S)')
    assert.equal(weekday('2026-11-22', 'tl'), 'D')
    assert.equal(shortDay('2026-11-22', 'tl'), '22')
  } finally {
    Intl.DateTimeFormat.supportedLocalesOf = known
  }
  assert.match(longDay('2026-11-21', 'tl'), /Nob/)
})

test('a typed time is the last time it was that late', () => {
  const now = new Date('2026-11-21T05:10:00+09:00')
  assert.equal(lastInstantAt('05:00', now), '2026-11-21T05:00:00.000+09:00')
  assert.equal(lastInstantAt('22:30', now), '2026-11-20T22:30:00.000+09:00')
  assert.equal(instantAt('2026-11-21', '08:05'), '2026-11-21T08:05:00.000+09:00')
  assert.equal(moveClock('08:03', -5), '07:58')
  assert.equal(moveClock('00:02', -5), '00:00')
  assert.equal(moveClock('23:58', 5), '23:59')
})

test('a correction of this minute means now, and never lies before what is known of its minute', () => {
  const now = new Date('2026-11-21T08:37:40.500+09:00')
  assert.equal(instantMeant('2026-11-21', '08:37', now, []), '2026-11-21T08:37:40.500+09:00')
  assert.equal(instantMeant('2026-11-21', '08:30', now, ['2026-11-21T08:30:24.120+09:00', null]), '2026-11-21T08:30:24.121+09:00')
  assert.equal(instantMeant('2026-11-21', '08:31', now, ['2026-11-21T08:30:24.120+09:00']), '2026-11-21T08:31:00.000+09:00')
})

test('a temperature is understood as people type it', () => {
  for (const typed of ['38.2', '38,2', '３８．２', ' 38.2℃', '38.2度']) assert.equal(temperature(typed), 38.2)
  assert.equal(temperature('38'), 38)
  for (const typed of ['', '382', '38.25', 'warm', '3']) assert.equal(temperature(typed), null)
})
