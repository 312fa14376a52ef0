# Tsubame. Every command:
#
#   make              install what is missing, build build/tsubame, build/tsubame-gateway, build/tsubame-fleet
#   make run          a demonstration municipality with broker, server, gateway and a small fleet, until Ctrl-C
#   make test         build with sanitizers and run every test; the last line is "N passed, N failed"
#   make lint         style, layers and the project's own checks, on what has changed
#   make fuzz         every fuzzer for SECONDS (60) each
#   make bench        the speed table          make torture      the fault table, KILLS rounds
#   make cover        branch coverage          make deb          Debian packages in build/deb
#   make clean        remove build/
#
# MODE=release|asan|tsan|cover|fuzz and CC=gcc|clang choose how; build/<mode>/ (clang: build/clang/) holds everything
# made from it. `make build/asan/test_tap` builds one program. V=1 shows the commands. B=/tmp/mine builds elsewhere,
# PARTS="backend/base devices" compiles only these folders, WEB=0 leaves the pages out.

MAKEFLAGS += --no-builtin-rules $(if $(filter 0,$(MAKELEVEL)),-j$(shell nproc))
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

ifneq ($(origin CC),command line)
CC := $(if $(filter fuzz,$(MODE)),clang,gcc)
endif
MODE ?= release
B ?= build
PARTS ?= backend devices gateway
WEB ?= 1
SECONDS ?= 60
CLANG := $(if $(findstring clang,$(CC)),1)
OUT := $(B)/$(if $(CLANG),$(if $(filter release,$(MODE)),clang,$(patsubst clang-fuzz,fuzz,clang-$(MODE))),$(MODE))
ARCH := $(shell uname -m)
Q := $(if $(V),,@)
say = @printf '  %-6s %s\n' '$(1)' '$(2)'
V ?=

# --- what is built from what ---------------------------------------------------------------------------------------
sources = $(foreach d,$(PARTS),$(filter $(d)/%,$(wildcard $(1))))
base_c := $(call sources,backend/base/*.c)
photo_c := $(filter-out backend/photo/main.c,$(call sources,backend/photo/*.c))
backend_c := $(filter-out backend/main.c backend/photo/%,$(call sources,backend/*.c backend/*/*.c))
wire_c := $(call sources,devices/wire/*.c)
readers_c := $(call sources,devices/readers/*.c) $(call sources,devices/profiles/*.c)
fleet_c := $(filter-out devices/fleet/main.c,$(call sources,devices/fleet/*.c))
gateway_c := $(filter-out gateway/main.c,$(call sources,gateway/*.c))
sql := $(wildcard backend/store/sql/*.sql backend/store/migrations/*.sql)
policies := $(wildcard backend/cli/policies/*.json $(addprefix backend/cli/nursery_policies/,nursery.schema.json nursery.json nursery-early.json extension-p1-town-public.json))
words := $(wildcard web/words/*.po)
# A folder is as new as its last added or removed file.
web_files := $(shell find web -name node_modules -prune -o -print 2>/dev/null)
folders = $(sort $(dir $(1)))
tests := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c))
fuzzers := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
lint_files := $(sort $(wildcard $(foreach e,c h,$(addsuffix /*.$(e),backend backend/* devices/* gateway tests/*))))
load_tools := $(patsubst tests/load/%.c,$(OUT)/load/%,$(filter-out %/answers.c,$(wildcard tests/load/*.c)))
objects = $(patsubst %,$(OUT)/%.o,$(basename $(1)))

# --- flags ---------------------------------------------------------------------------------------------------------
warnings := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes -Wmissing-prototypes \
  -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wcast-qual -Werror
# An instrumented frame is larger, and GCC sees null pointers in its own checks: these two hold in release only.
warnings_release := -Wnull-dereference -Wframe-larger-than=8192
branch := $(if $(filter x86_64,$(ARCH)),-fcf-protection,$(if $(filter aarch64,$(ARCH)),-mbranch-protection=standard))
mode_release := -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection $(branch) $(warnings_release)
mode_asan := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
mode_tsan := -O1 -fno-omit-frame-pointer -fsanitize=thread
mode_cover := -O0 --coverage -fprofile-update=atomic
mode_fuzz := -O1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
$(if $(mode_$(MODE)),,$(error MODE=$(MODE) is none of release asan tsan cover fuzz))
CFLAGS := -std=gnu17 -g -fPIE -pthread $(warnings) $(mode_$(MODE))
CPPFLAGS := -D_GNU_SOURCE -Ibackend -Idevices -Igateway -I$(B)/gen -isystem /usr/include/PCSC
LDFLAGS := -pie -pthread -Wl,-z,relro,-z,now -Wl,--as-needed $(filter -fsanitize=% --coverage,$(mode_$(MODE)))
LIBS := -lcivetweb -lsqlite3 -lsodium -lmosquitto -ljansson -linih -lpcsclite -lcurl -lxlsxwriter -lical -lcrypto
PHOTO_LIBS := -lturbojpeg -lpng -lwebp -lseccomp

# --- the programs -----------------------------------------------------------------------------------------------
programs := tsubame tsubame-gateway tsubame-fleet
.PHONY: all programs tests test-objects fuzzers loads setup
all: $(programs:%=$(B)/%) $(B)/tsubame-photo
programs: $(programs:%=$(OUT)/%) $(OUT)/tsubame-photo
tests: $(tests:%=$(OUT)/%) $(OUT)/tsubame-mutant $(OUT)/tsubame-photo
test-objects: $(tests:%=$(OUT)/tests/unit/%.o) $(call objects,$(wildcard tests/support/*.c))
fuzzers: $(fuzzers:%=$(OUT)/%)
loads: $(load_tools)
setup:
	$(Q).ci/setup build

# build/tsubame is the release build, whatever MODE is.
$(B)/tsubame $(B)/tsubame-gateway $(B)/tsubame-fleet $(B)/tsubame-photo: $(B)/%: $(B)/release/%
	$(Q)ln -f $< $@

assets := $(if $(filter 1,$(WEB)),build/gen/assets,$(B)/gen/empty/assets)
gate_assets := $(if $(filter 1,$(WEB)),build/gen/gate_assets,$(B)/gen/empty/gate_assets)
gate_assets_o := $(OUT)/gen/gate_assets.o $(OUT)/gen/gate_assets_data.o
assets_o := $(OUT)/gen/assets.o $(OUT)/gen/assets_data.o $(OUT)/gen/sql.o $(OUT)/gen/demo_policies.o \
  $(OUT)/gen/mail_words.o
$(OUT)/tsubame: $(call objects,backend/main.c $(backend_c) $(wire_c)) $(assets_o)
$(OUT)/tsubame-gateway: $(call objects,gateway/main.c $(gateway_c) $(base_c) $(wire_c) $(readers_c)) $(gate_assets_o)
$(OUT)/tsubame-fleet: $(call objects,devices/fleet/main.c $(fleet_c) $(base_c) $(wire_c))

# The server starts it from beside itself. Its walls allow no call that a sanitizer needs: it is built as for release in every mode, and its parts
# are tested with sanitizers as libraries.
$(OUT)/tsubame-photo: $(wildcard backend/photo/*.[ch]) backend/core/picture.c backend/core/picture.h Makefile | setup
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(CPPFLAGS) -std=gnu17 -g -fPIE $(warnings) $(mode_release) $(filter-out -fsanitize=% --coverage,$(LDFLAGS)) \
	  -o $@ $(filter %.c,$^) $(PHOTO_LIBS)

# A form parser of civetweb's in Debian 12 never ends on some inputs: no program may call it.
$(OUT)/tsubame $(OUT)/tsubame-gateway $(OUT)/tsubame-fleet:
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIBS)
	$(Q)! nm -u $@ | grep mg_handle_form_request || { echo "$@ calls mg_handle_form_request: read JSON bodies instead" >&2; rm $@; exit 1; }

# --- tests and fuzzers: one program per file, linked with everything but the mains ----------------------------------
archives := $(OUT)/libsupport.a $(OUT)/libgateway.a $(OUT)/libbackend.a $(OUT)/libdevices.a
$(OUT)/libsupport.a: $(call objects,$(filter-out %/test.c %/replay.c %/mutant.c,$(wildcard tests/support/*.c)))
$(OUT)/libbackend.a: $(call objects,$(backend_c) $(photo_c)) $(assets_o) $(call folders,$(backend_c) $(photo_c))
$(OUT)/libdevices.a: $(call objects,$(wire_c) $(readers_c) $(fleet_c)) $(call folders,$(wire_c) $(readers_c) $(fleet_c))
$(OUT)/libgateway.a: $(call objects,$(gateway_c)) $(gate_assets_o) $(call folders,$(gateway_c))
$(archives):
	$(call say,AR,$@)
	$(Q)mkdir -p $(@D) && rm -f $@ && ar rcs $@ $(filter %.o,$^)
$(OUT)/test_picture_pool $(OUT)/test_dispatch: | $(OUT)/tsubame-photo
$(OUT)/test_%: $(OUT)/tests/unit/test_%.o $(OUT)/tests/support/test.o $(archives)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(archives) -Wl,--end-group $(LIBS) $(PHOTO_LIBS) -lcmocka
$(OUT)/fuzz_%: $(OUT)/tests/fuzz/fuzz_%.o $(if $(filter fuzz,$(MODE)),,$(OUT)/tests/support/replay.o) $(archives)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) $(if $(filter fuzz,$(MODE)),-fsanitize=fuzzer) -o $@ $(filter %.o,$^) \
	  -Wl,--start-group $(archives) -Wl,--end-group $(LIBS) $(PHOTO_LIBS)
$(OUT)/tests/%.o: CPPFLAGS += -Itests/support -Itests
# A test may have large arrays, and a null pointer that it reads is its failure.
$(OUT)/tests/%.o: CFLAGS += -Wno-frame-larger-than -Wno-null-dereference

# --- objects and what is generated ---------------------------------------------------------------------------------
generated := $(B)/gen/sql.h $(B)/gen/demo_policies.h $(B)/gen/mail_words.h
compile = $(Q)mkdir -p $(@D) && $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(OUT)/%.o: %.c Makefile | setup $(generated)
	$(call say,CC,$@)
	$(compile)
$(OUT)/gen/sql.o $(OUT)/gen/demo_policies.o $(OUT)/gen/mail_words.o: $(OUT)/gen/%.o: $(B)/gen/%.c | setup
	$(compile) -Wno-overlength-strings
$(OUT)/gen/assets.o: $(assets).c | setup $(generated)
	$(compile)
$(OUT)/gen/assets_data.o: $(assets).S | setup
	$(compile)
$(OUT)/gen/gate_assets.o: $(gate_assets).c | setup
	$(compile)
$(OUT)/gen/gate_assets_data.o: $(gate_assets).S | setup
	$(compile)
$(B)/gen/sql.h $(B)/gen/sql.c &: backend/store/embed_sql.awk $(sql) $(call folders,$(sql))
	$(call say,SQL,$(B)/gen/sql.c)
	$(Q)mkdir -p $(B)/gen && awk -f backend/store/embed_sql.awk -v out=$(B)/gen/sql $(sql)
$(B)/gen/demo_policies.h $(B)/gen/demo_policies.c &: backend/cli/embed_policies.awk $(policies) $(call folders,$(policies))
	$(call say,JSON,$(B)/gen/demo_policies.c)
	$(Q)mkdir -p $(B)/gen && awk -f backend/cli/embed_policies.awk -v out=$(B)/gen/demo_policies $(policies)
$(B)/gen/mail_words.h $(B)/gen/mail_words.c &: backend/mail/embed_words.awk $(words) $(call folders,$(words))
	$(call say,WORDS,$(B)/gen/mail_words.c)
	$(Q)mkdir -p $(B)/gen && awk -f backend/mail/embed_words.awk -v out=$(B)/gen/mail_words $(words) </dev/null
$(B)/gen/empty/assets.c $(B)/gen/empty/assets.S $(B)/gen/empty/gate_assets.c $(B)/gen/empty/gate_assets.S &:
	$(Q)mkdir -p $(@D) && echo '.section .note.GNU-stack,"",@progbits' | tee $(B)/gen/empty/assets.S >$(B)/gen/empty/gate_assets.S
	$(Q).ci/empty-assets server >$(B)/gen/empty/assets.c && .ci/empty-assets gate >$(B)/gen/empty/gate_assets.c

# The load tools of `make bench`.
$(OUT)/load/%: $(OUT)/tests/load/%.o $(OUT)/tests/load/answers.o
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)
$(OUT)/load/care_rooms $(OUT)/load/fold_year $(OUT)/load/sweep: $(OUT)/libbackend.a $(OUT)/libdevices.a
# The server with mistakes put in on purpose (tests/support/mutant.c): what the tests must notice.
$(OUT)/tsubame-mutant: $(call objects,backend/main.c $(backend_c) $(wire_c) tests/support/mutant.c) $(assets_o)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -Wl,--wrap=db_commit -Wl,--wrap=reservation_decide -o $@ $(filter %.o,$^) $(LIBS)

# --- the pages: npm only fetches; Node of the lock file runs every tool --------------------------------------------
node_dir := $(CURDIR)/web/node_modules/node-linux-$(if $(filter aarch64,$(ARCH)),arm64,x64)/bin
modules := web/node_modules/.package-lock.json
$(modules): web/package-lock.json | setup
	$(call say,NPM,web/node_modules)
	$(Q).ci/npm-ci
	$(Q)touch $@
tests/node_modules:
	$(Q)ln -sfn ../web/node_modules $@
build/gen/assets.c build/gen/assets.S build/gen/gate_assets.c build/gen/gate_assets.S &: $(web_files) backend/http/api.yaml $(modules) | tests/node_modules
	$(call say,WEB,build/web)
	$(Q)mkdir -p build/gen && cd web && PATH="$(node_dir):$$PATH" node --run build

# --- commands ------------------------------------------------------------------------------------------------------
.PHONY: run test lint lint-files fuzz bench torture cover deb clean
run: all
	$(Q)exec .ci/demo
test:
	$(Q).ci/setup test
	$(Q).ci/test
lint: $(assets).c
	$(Q).ci/setup test
	$(Q).ci/lint
lint-files: $(lint_files:%=$(B)/lint/%.ok)
$(B)/lint/%.ok: % .clang-format .clang-tidy .ci/lint-file | $(generated)
	$(call say,LINT,$<)
	$(Q).ci/lint-file $< $@ $(filter -I%,$(CPPFLAGS)) -Itests/support -Itests $(filter-out -Werror,$(warnings))
fuzz:
	$(Q).ci/setup test
	$(Q)$(MAKE) --no-print-directory MODE=fuzz WEB=0 fuzzers
	$(Q).ci/fuzz $(SECONDS) $(fuzzers)
cover:
	$(Q).ci/setup test cover
	$(Q).ci/cover
bench: all $(load_tools)
	$(Q).ci/setup test
	$(Q)PATH="$(node_dir):$$PATH" node tests/load/bench.mjs
torture: all $(OUT)/test_care_rooms $(OUT)/test_chain_store_verify
	$(Q).ci/setup test
	$(Q)PATH="$(node_dir):$$PATH" node tests/faults/torture.mjs
deb: all
	$(Q).ci/setup deb
	$(Q).ci/deb
clean:
	rm -rf $(B)

-include $(shell find $(wildcard $(OUT) $(B)/lint) -name '*.d' 2>/dev/null)
