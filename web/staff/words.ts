// The sentences that only the staff's pages say, and those that families' pages fetch when they need them.
import later from "gen/words-ja-later.ts";
import words from "gen/words-ja-staff.ts";
import { alsoSay } from "../lib/i18n.ts";

alsoSay(later);
alsoSay(words);
