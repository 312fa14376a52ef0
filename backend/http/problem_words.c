/* The table of problem_words.h. A key that is no code of the contract names the code it goes out under. */
#include "http/problem_words.h"

#include <string.h>

#include "base/banned.h"

struct row {
    const char *key;
    const char *code; /* NULL: the key */
    const char *title[2];
    const char *detail[2];
};

static const struct row rows[] = {
    /* Malformed requests: whoever reads these writes programs. */
    {"BAD_JSON", NULL, {"JSONとして読めません", "This is not JSON"},
     {"本文を正しいJSONのオブジェクトにして送り直してください。", "Send one well-formed JSON object as the body."}},
    {"TOO_DEEP", NULL, {"JSONの入れ子が深すぎます", "The JSON is nested too deeply"},
     {"入れ子を32段までにして送り直してください。", "Keep the nesting within 32 levels and send it again."}},
    {"BAD_UTF8", NULL, {"文字コードが正しくありません", "The text is not UTF-8"},
     {"UTF-8で送り直してください。", "Send it again in UTF-8."}},
    {"DUPLICATE_KEY", NULL, {"同じ項目が二度あります", "A member stands twice"},
     {"JSONの同じ項目は一度だけ書いてください。", "Name each member of an object once."}},
    {"BAD_REQUEST", NULL, {"要求の形が正しくありません", "The request is malformed"},
     {"画面を読み込み直して、もう一度お試しください。", "Reload the page and try again; programs: see the API document."}},
    {"KEY_NEEDED", "BAD_REQUEST", {"Idempotency-Keyがありません", "The Idempotency-Key is missing"},
     {"1〜128文字の印字可能なASCII文字のIdempotency-Keyを付けて送り直してください。",
      "Send an Idempotency-Key of 1 to 128 visible ASCII characters."}},
    {"KEY_REUSED", NULL, {"同じIdempotency-Keyが別の内容に使われています", "The Idempotency-Key belongs to another request"},
     {"新しいIdempotency-Keyで送り直してください。", "Send this request with a new Idempotency-Key."}},
    {"LENGTH_NEEDED", NULL, {"Content-Lengthが必要です", "A Content-Length is needed"},
     {"Transfer-Encodingを使わず、Content-Lengthを付けて送り直してください。", "Send it with a Content-Length and without a Transfer-Encoding."}},
    {"TOO_LARGE", NULL, {"送られた内容が大きすぎます", "This is too large"},
     {"内容を短くして送り直してください。", "Shorten it and send it again."}},
    {"NOT_JSON", NULL, {"Content-Typeがapplication/jsonではありません", "The Content-Type is not application/json"},
     {"Content-Type: application/json を付けて送り直してください。", "Send it with Content-Type: application/json."}},
    {"HEADER_TOO_LARGE", NULL, {"ヘッダーが大きすぎます", "The header is too large"},
     {"Cookieを消してから、もう一度お試しください。", "Delete this site's cookies and try again."}},
    {"METHOD_REFUSED", NULL, {"この操作はここではできません", "This method is not offered here"},
     {"Allowヘッダーにある方法を使ってください。", "Use one of the methods in the Allow field."}},
    {"TOO_SLOW", NULL, {"送信に時間がかかりすぎました", "The request took too long to arrive"},
     {"電波のよい所で、もう一度お試しください。", "Try again where the connection is better."}},
    {"HTTP_VERSION", NULL, {"HTTPの版が違います", "Another version of HTTP is needed"},
     {"HTTP/1.1を使ってください。", "Speak HTTP/1.1."}},
    {"INVALID", NULL, {"入力に誤りがあります", "Something in it is not right"},
     {"示された項目を直して、もう一度送ってください。", "Correct the fields that are named and send it again."}},
    /* Who and how often. */
    {"SIGN_IN", NULL, {"サインインが必要です", "Please sign in"},
     {"サインインしてから、もう一度お試しください。", "Sign in and try again."}},
    {"SIGN_IN_FAILED", "SIGN_IN", {"サインインできませんでした", "Sign-in failed"},
     {"IDとパスワードを確かめて、もう一度入力してください。お困りのときは園または区の窓口へご連絡ください。",
      "Check the sign-in name and the password and enter them again. If it does not help, ask your nursery or the ward office."}},
    {"DENIED", NULL, {"この操作をする権限がありません", "You may not do this"},
     {"権限のある方に頼むか、別の利用者でサインインしてください。", "Ask somebody who may, or sign in as somebody else."}},
    {"OTHER_ORIGIN", "DENIED", {"別のサイトからの操作は受け付けません", "Requests from another site are refused"},
     {"このサービスの画面から操作してください。", "Use this service's own pages."}},
    {"NOT_FOUND", NULL, {"見つかりません", "There is no such thing"},
     {"アドレスを確かめるか、一覧から選び直してください。", "Check the address, or choose again from the list."}},
    {"TOO_OFTEN", NULL, {"回数が多すぎます", "Too many requests"},
     {"少し待ってから、もう一度お試しください。", "Wait a little and try again."}},
    {"BUSY", NULL, {"ただいま混み合っています", "The service is busy"},
     {"少し待ってから、もう一度お試しください。入力した内容は受け付けていません。", "Wait a little and try again. Nothing was stored."}},
    {"STREAMS_FULL", NULL, {"同時に見られる数を超えています", "Too many live streams are open"},
     {"画面はしばらく自動で読み直されます。", "Read again from time to time instead."}},
    {"NOT_SAVED", "BUSY", {"保存できたか確かめられませんでした", "It could not be stored"},
     {"同じ内容でもう一度お試しください。二重にはなりません。続くときは電話でご連絡ください。",
      "Try the same again; it cannot happen twice. If it goes on, please telephone."}},
    {"IN_FLIGHT", NULL, {"同じ要求を処理しています", "The same request is under way"},
     {"少し待ってから、もう一度お試しください。", "Wait a little and try again."}},
    {"CHANGED", NULL, {"ほかの人が先に変更しました", "Somebody else has changed it"},
     {"今の内容を読み直してから、もう一度変更してください。", "Read it again and repeat your change."}},
    {"IF_MATCH_NEEDED", NULL, {"If-Matchが必要です", "An If-Match is needed"},
     {"読み込んだときのETagをIf-Matchに付けて送ってください。", "Send the ETag you read as If-Match."}},
    /* Refusals by rule. */
    {"TOO_EARLY", NULL, {"まだ受付前です", "Requests are not open yet"},
     {"受付が始まってから、もう一度お申し込みください。", "Ask again once requests have opened."}},
    {"TOO_LATE", NULL, {"受付は終わりました", "Requests have closed"},
     {"施設へ電話でご相談ください。", "Please telephone the room."}},
    {"AGE_LOW", NULL, {"この施設の対象年齢になっていません", "The child is too young for this room"},
     {"対象年齢の合う施設をお選びください。", "Choose a room for the child's age."}},
    {"AGE_HIGH", NULL, {"この施設の対象年齢を超えています", "The child is too old for this room"},
     {"対象年齢の合う施設をお選びください。", "Choose a room for the child's age."}},
    {"NOT_RESIDENT", NULL, {"区内にお住まいの方が対象です", "Only residents may use this room"},
     {"お住まいの自治体の窓口へご相談ください。", "Ask your own municipality."}},
    {"PARENTAL_LEAVE", NULL, {"育児休業中は利用できません", "Not during parental leave"},
     {"区の窓口へご相談ください。", "Ask the ward office."}},
    {"NOT_REGISTERED", NULL, {"事前登録がありません", "The child is not registered"},
     {"事前登録をしてからお申し込みください。", "Register the child first."}},
    {"REGISTRATION_EXPIRED", NULL, {"事前登録の期限が切れています", "The registration has expired"},
     {"登録を更新してからお申し込みください。", "Renew the registration first."}},
    {"SUSPENDED", NULL, {"利用が停止されています", "Use is suspended"},
     {"区の窓口へご連絡ください。", "Please contact the ward office."}},
    {"CRITERIA_NOT_MET", NULL, {"お預かりできる状態ではありません", "The child's condition does not allow it"},
     {"施設へ電話でご相談ください。", "Please telephone the room."}},
    {"CLOSED", NULL, {"その日は開いていません", "The room is closed that day"},
     {"別の日か別の施設をお選びください。", "Choose another day or another room."}},
    {"NOTE_MISSING", NULL, {"医師の連絡票が必要です", "A doctor's note is needed"},
     {"受診して連絡票を受け取ってからお申し込みください。", "See a doctor, get the note, and ask again."}},
    {"NOTE_EXPIRED", NULL, {"医師の連絡票の期限が切れています", "The doctor's note has expired"},
     {"もう一度受診してからお申し込みください。", "See the doctor again and ask again."}},
    {"DISEASE_REFUSED", NULL, {"この施設ではお預かりできない病気です", "This room does not take this illness"},
     {"受け入れている施設をお選びください。", "Choose a room that takes it."}},
    {"EPISODE_LIMIT", NULL, {"続けて利用できる日数を超えます", "More days in a row than allowed"},
     {"日数を減らすか、施設へご相談ください。", "Ask for fewer days, or telephone the room."}},
    {"ALREADY_BOOKED", NULL, {"その日はすでに予約があります", "The child already has a place that day"},
     {"予約の一覧を確かめてください。", "See your reservations."}},
    {"WISH_LIMIT", NULL, {"待てる施設の数を超えています", "The child is waiting for too many rooms"},
     {"ほかのキャンセル待ちを取り消してからお申し込みください。", "Give up another waiting place first."}},
    {"OFFER_EXPIRED", NULL, {"案内の期限が過ぎました", "The offer has expired"},
     {"空き状況を見て、もう一度お申し込みください。", "See what is free and ask again."}},
    {"WRONG_STATE", NULL, {"今の状態ではこの操作はできません", "This is not possible in the present state"},
     {"画面を読み直して、今の状態を確かめてください。", "Reload the page and see how it stands now."}},
};

struct problem_words problem_words(const char *key, enum request_language language)
{
    size_t at = language == REQUEST_EN ? 1 : 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].key, key) == 0) {
            const char *code = rows[i].code == NULL ? rows[i].key : rows[i].code;
            return (struct problem_words){code, rows[i].title[at], rows[i].detail[at]};
        }
    }
    return (struct problem_words){key, key, language == REQUEST_EN ? "Please contact the service." : "窓口へご連絡ください。"};
}
