/* See ask_server.h. */
#include "ask_server.h"

#include <curl/curl.h>
#include <stdbool.h>

#include "base/banned.h"

enum { CONNECT_MS = 5000, WHOLE_MS = 15000 };

static size_t take(char *bytes, size_t size, size_t n, void *arg)
{
    struct buf *answer = arg;
    buf_add(answer, bytes, size * n);
    return answer->overflow ? 0 : size * n; /* too long is no answer of the server's */
}

static bool prepare(CURL *curl, const char *url, struct str json, struct curl_slist *head, struct buf *answer)
{
    return curl_easy_setopt(curl, CURLOPT_URL, url) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)WHOLE_MS) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HTTPHEADER, head) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)json.n) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, json.p) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer) == CURLE_OK;
}

long ask_server(const char *url, struct str json, struct buf *answer, const char **why)
{
    long status = 0;
    CURL *curl = curl_easy_init();
    struct curl_slist *head = curl_slist_append(NULL, "Content-Type: application/json");
    buf_clear(answer);
    *why = "no memory";
    if (curl != NULL && head != NULL && prepare(curl, url, json, head, answer)) {
        CURLcode rc = curl_easy_perform(curl);
        *why = curl_easy_strerror(rc);
        if (rc != CURLE_OK || curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK) {
            status = 0;
        }
    }
    curl_slist_free_all(head);
    curl_easy_cleanup(curl);
    return status;
}
