// The sentences that only the staff's pages say.
import words from "gen/words-ja-staff.ts";
import { alsoSay } from "../lib/i18n.ts";

alsoSay(words);
