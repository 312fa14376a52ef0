/* Calls that have hurt C programs for forty years do not compile here. Last include of every .c file. */
#pragma once

/* With clang, the hardened C library makes this one a macro, and a macro cannot be poisoned. */
#undef sprintf
#pragma GCC poison strcpy strncpy strcat strncat sprintf vsprintf gets strtok strtok_r
#pragma GCC poison atoi atol atoll atof strtod strtof
#pragma GCC poison gmtime localtime ctime asctime mktime
#pragma GCC poison rand srand random srandom drand48 tmpnam mktemp system popen
#pragma GCC poison mg_handle_form_request
