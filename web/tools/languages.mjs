// What a language must say before it is offered, and how easy Japanese is written (the guideline of 2020 for plain Japanese: short sentences,
// a reading on every kanji). Pure.

/** {漢字|かんじ} */
export const READING = /\{([^{}|]+)\|([^{}|]+)\}/g;

/** What families meet: pages that only staff read are not asked of a partial language, nor what the staff alone say of these. */
const FAMILIES = `absence aloud app attendance bill book calendar cancel certificate chance changed claim code contacts correction day dialog disease
  error extension field figures flag gate harm history home infection invite language letter link mail medicine note notice offer order outbox
  page pickup reason receipt record refusal registration reservation reserve return room session share sheet sick sign_in slot state talk vacancy
  verdict visit way wishes`.split(/\s+/);

/** What these areas say to staff: the class's side of the contact book, pairing, and what only staff are refused. */
const STAFFS = `book.additions book.all_ate book.class_title book.columns book.from_medicines book.from_naps book.medicine_less book.medicines_
  book.home_none book.naps_ book.note_save book.own_phrases book.release book.state. book.unread gate.pair_ infection.notice infection.report
  refusal.approval_needed refusal.check_missing refusal.day_not_over refusal.leader_needed refusal.may_name_a_child refusal.names_a_child
  refusal.nobody_reached refusal.not_due_yet refusal.one_family refusal.reminded refusal.second_ refusal.stopped talk.staff_ talk.others talk.owed`.split(/\s+/);

export const isRequired = (key) => FAMILIES.includes(key.split(".")[0]) && !STAFFS.some((begin) => key.startsWith(begin));

const EASY_MAX = 40; // letters of a sentence; 30 is what one aims at
const UNREAD = new Set(["language.zh-Hans", "mail.day", "mail.weekdays"]); // a name of its own; a date as a calendar prints it

/** What is wrong with a sentence of easy Japanese. */
export function wrongInEasy(key, text) {
    const wrong = [];
    const bare = text.replace(READING, "").replace(/\{\w+\}/g, "");
    const kanji = /[\u3400-\u9fff々]/.exec(bare);
    if (kanji && !UNREAD.has(key)) wrong.push(`has a kanji without its reading: ${kanji[0]}`);
    for (const [, , reading] of text.matchAll(READING))
        if (!/^[\u3041-\u3096ー]+$/.test(reading)) wrong.push(`has a reading that is not hiragana: ${reading}`);
    const letters = text.replace(READING, "$1").replace(/\{\w+\}/g, "");
    for (const sentence of letters.split(/[。！？\n]/))
        if ([...sentence].length > EASY_MAX) wrong.push(`has a sentence of ${[...sentence].length} letters, more than ${EASY_MAX}: make two of it`);
    return wrong;
}
