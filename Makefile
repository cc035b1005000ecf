# dateline - one Makefile; a folder is a module.
#
#   make                        the three programs, in bin/
#   make check                  gates and tests
#   make MODE=asan check        the same with address and undefined sanitizers
#   make MODE=tsan check        the same with the thread sanitizer
#   make bench                  the programs that only measure, in $(BUILD)/bench
#   make fuzz                   the fuzzers (clang), in $(BUILD)/fuzz
#   make install DESTDIR= PREFIX=/usr/local
#
# A folder's sources are the files in it and in its rooms (indexer/page/ and
# so on), its objects go to build/$(MODE)/, its headers track themselves (-MMD).

MODE   ?= release
BUILD  ?= build/$(MODE)
ifeq ($(MODE),release)
BIN    ?= bin
else
BIN    ?= $(BUILD)/bin
endif
PREFIX ?= /usr/local
DESTDIR ?=

CC       ?= cc
CXX      ?= c++
PKGS     := jansson libxml-2.0 libutf8proc uchardet inih libevent_core libevent_pthreads zlib libdeflate libcrypto libarchive libedit
VERSION  := 0.1.0
CPPFLAGS += -I. -D_GNU_SOURCE -DDATELINE_VERSION='"$(VERSION)"' \
            $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
WARN     := -Wall -Wextra -Werror -Wshadow -Wpointer-arith -Wwrite-strings
CFLAGS   += -std=c11 $(WARN) -Wstrict-prototypes -Wmissing-prototypes -pthread
CXXFLAGS += -std=c++17 $(WARN) -pthread

MODE_release := -O2 -g
MODE_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_tsan    := -O1 -g -fsanitize=thread -fno-omit-frame-pointer
MODE_FLAGS   := $(MODE_$(MODE))

FOLDERS := base engine indexer searchd client
sources  = $(filter-out $(1)/main.c,$(wildcard $(1)/*.c $(1)/*/*.c $(1)/*/*.cc))
objects  = $(patsubst %,$(BUILD)/%.o,$(sources))
library  = $(BUILD)/lib$(1).a

LIBS_base    := $(shell pkg-config --libs jansson libutf8proc inih zlib libdeflate libcrypto 2>/dev/null) -lm
LIBS_engine  := -lxapian $(LIBS_base)
LIBS_indexer := $(shell pkg-config --libs libxml-2.0 uchardet libarchive 2>/dev/null) $(LIBS_engine)
LIBS_searchd := $(shell pkg-config --libs libevent_core libevent_pthreads 2>/dev/null) $(LIBS_engine)
LIBS_client  := $(shell pkg-config --libs libedit 2>/dev/null) $(LIBS_base)
LIBS_all     := $(LIBS_indexer) $(LIBS_searchd) $(LIBS_client)

PROGRAMS := $(BIN)/dateline-indexer $(BIN)/dateline-searchd $(BIN)/dateline

# V=1 shows whole commands; else a word and a name.
ifeq ($(V),)
Q    := @
say   = @printf '  %-4s %s\n' $(1) $(2)
else
Q    :=
say   =
endif

.PHONY: all
all: $(PROGRAMS)

# ---- objects and libraries ----

$(BUILD)/%.c.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(MODE_FLAGS) -MMD -MP -c $< -o $@

$(BUILD)/%.cc.o: %.cc
	@mkdir -p $(@D)
	$(call say,CXX,$<)
	$(Q)$(CXX) $(CPPFLAGS) $(CXXFLAGS) $(MODE_FLAGS) -MMD -MP -c $< -o $@

define folder_library
$(call library,$(1)): $(call objects,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	$(Q)$(AR) rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call folder_library,$(f))))

# ---- programs: a main and the libraries below it ----

$(BIN)/dateline-indexer: $(BUILD)/indexer/main.c.o $(call library,indexer) $(call library,engine) $(call library,base)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CXX) $(MODE_FLAGS) -pthread $^ $(LIBS_indexer) -o $@

$(BIN)/dateline-searchd: $(BUILD)/searchd/main.c.o $(call library,searchd) $(call library,engine) $(call library,base)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CXX) $(MODE_FLAGS) -pthread $^ $(LIBS_searchd) -o $@

$(BIN)/dateline: $(BUILD)/client/main.c.o $(call library,client) $(call library,base)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(MODE_FLAGS) -pthread $^ $(LIBS_client) -o $@

# ---- tests ----

UNITS := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(wildcard tests/unit/test_*.c))

# A unit knows one program at most, the one whose headers it includes: names
# need not differ from one program to the next.
unit_libraries = $(foreach f,indexer searchd client,$(if $(shell \
                 grep -l ' $(f)/[a-z_/]*\.h' $(1)),$(call library,$(f)))) \
                 $(call library,engine) $(call library,base)
$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.c.o $(foreach f,indexer searchd client engine base,$(call library,$(f)))
	$(call say,LD,$@)
	$(Q)$(CXX) $(MODE_FLAGS) -pthread $< $(call unit_libraries,$(<:.o=.d)) $(LIBS_all) -lcmocka -o $@

# The Xapian door once more, with fault injection switched on.
FAULT_OBJECTS := $(patsubst %,$(BUILD)/faults/%.o,$(wildcard engine/xap/*.cc))
$(BUILD)/faults/%.cc.o: %.cc
	@mkdir -p $(@D)
	$(call say,CXX,$<)
	$(Q)$(CXX) $(CPPFLAGS) -DDATELINE_FAULTS $(CXXFLAGS) $(MODE_FLAGS) -MMD -MP -c $< -o $@
$(BUILD)/tests/faults/test_xap_faults: tests/faults/test_xap_faults.c $(FAULT_OBJECTS) $(call library,engine) $(call library,base)
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) -DDATELINE_FAULTS $(CFLAGS) $(MODE_FLAGS) -MMD -MP -c $< -o $@.o
	$(call say,LD,$@)
	$(Q)$(CXX) $(MODE_FLAGS) -pthread $@.o $(FAULT_OBJECTS) $(call library,engine) $(call library,base) $(LIBS_engine) -lcmocka -o $@

# Helper programs of the tests (the flood of parallel clients and the like).
TOOLS := $(patsubst tests/lib/%.c,$(BUILD)/tests/lib/%,$(wildcard tests/lib/*.c)) \
         $(patsubst tests/lib/%.cc,$(BUILD)/tests/lib/%,$(wildcard tests/lib/*.cc))
$(BUILD)/tests/lib/%: $(BUILD)/tests/lib/%.c.o $(foreach f,indexer client engine base,$(call library,$(f)))
	$(call say,LD,$@)
	$(Q)$(CXX) $(MODE_FLAGS) -pthread $< $(call unit_libraries,$(<:.o=.d)) $(LIBS_all) -o $@
$(BUILD)/tests/lib/%: $(BUILD)/tests/lib/%.cc.o
	$(call say,LD,$@)
	$(Q)$(CXX) $(MODE_FLAGS) $< $(LIBS_engine) -o $@

# The fuzzers: always clang, always sanitized, in a build of their own.
FUZZ_BUILD   := $(BUILD)/fuzz
FUZZ_FLAGS   := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
FUZZERS      := $(patsubst tests/fuzz/%.c,$(FUZZ_BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_OBJECTS := $(foreach f,base engine indexer searchd,$(patsubst %,$(FUZZ_BUILD)/obj/%.o,$(call sources,$(f))))
$(FUZZ_BUILD)/obj/%.c.o: %.c
	@mkdir -p $(@D)
	$(call say,CLANG,$<)
	$(Q)clang $(CPPFLAGS) -std=c11 $(FUZZ_FLAGS) -pthread -MMD -MP -c $< -o $@
$(FUZZ_BUILD)/obj/%.cc.o: %.cc
	@mkdir -p $(@D)
	$(call say,CLANG++,$<)
	$(Q)clang++ $(CPPFLAGS) -std=c++17 $(FUZZ_FLAGS) -pthread -MMD -MP -c $< -o $@
$(FUZZ_BUILD)/libdateline.a: $(FUZZ_OBJECTS)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^
# The client's names are its own, so it is a library of its own here, too.
$(FUZZ_BUILD)/libclient.a: $(patsubst %,$(FUZZ_BUILD)/obj/%.o,$(call sources,client))
	@rm -f $@
	$(Q)$(AR) rcs $@ $^
fuzz_client = $(if $(shell grep -l '"client/' $(1)),$(FUZZ_BUILD)/libclient.a)
$(FUZZ_BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(FUZZ_BUILD)/libdateline.a $(FUZZ_BUILD)/libclient.a
	$(call say,CLANG,$<)
	$(Q)clang $(CPPFLAGS) -std=c11 $(FUZZ_FLAGS) -pthread -c $< -o $@.o
	$(call say,CLANG++,$<)
	$(Q)clang++ -fsanitize=fuzzer,address,undefined -pthread $@.o $(call fuzz_client,$<) $(FUZZ_BUILD)/libdateline.a $(LIBS_all) -o $@
.PHONY: fuzz
fuzz: $(FUZZERS)

# What scripts/bench runs; it compiles the peers itself, which need more.
BENCH_SHARED := $(patsubst %,$(BUILD)/tests/bench/%.c.o,peers/peer wording line engine model supply)
BENCHES := $(patsubst %,$(BUILD)/bench/%,ask counted generate load)
.PHONY: bench
bench: all $(BENCHES) $(BUILD)/bench/relevance/xapian
$(BUILD)/bench/relevance/%: $(BUILD)/tests/bench/relevance/%.cc.o
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CXX) $(MODE_FLAGS) $^ $(LIBS_engine) -o $@
$(BUILD)/bench/%: $(BUILD)/tests/bench/%.c.o $(BENCH_SHARED) $(call library,engine) $(call library,base)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CXX) $(MODE_FLAGS) -pthread $^ $(LIBS_engine) -o $@

# What scripts/train-names runs.
.PHONY: train
train: $(BUILD)/bin/train_names
$(BUILD)/bin/train_names: $(BUILD)/scripts/train_names.c.o $(call library,indexer) $(call library,engine) $(call library,base)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CXX) $(MODE_FLAGS) -pthread $^ $(LIBS_indexer) -o $@

.PHONY: tools tests
tools: all $(TOOLS)
tests: tools train $(BENCHES) $(UNITS) $(BUILD)/tests/faults/test_xap_faults

# The gates read sources: once is enough.
.PHONY: check
check: $(if $(filter release,$(MODE)),gates) tests
	BIN=$(BIN) BUILD=$(BUILD) MODE=$(MODE) tests/run

# ---- gates: the rules of docs/STYLE.md ----

.PHONY: gates check-headers check-layers check-format check-sizes check-docs
gates: check-headers check-layers check-format check-sizes check-docs

HEADERS := $(wildcard base/*.h engine/*/*.h indexer/*.h indexer/*/*.h searchd/*.h client/*.h tests/lib/*.h)
check-headers: $(patsubst %,$(BUILD)/%.alone,$(HEADERS))
$(BUILD)/%.h.alone: %.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -std=c11 $(WARN) -fsyntax-only -x c $<
	@touch $@

check-layers:
	scripts/check-layers

check-format:
	scripts/check-format

check-sizes:
	scripts/check-sizes

check-docs: all
	BIN=$(BIN) scripts/check-docs

# ---- installing ----

.PHONY: install
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/dateline \
		$(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man8 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	install -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	install -m 644 conf/*.tsv conf/*.model conf/*.conf $(DESTDIR)$(PREFIX)/share/dateline
	for m in docs/man/*.1; do [ ! -e "$$m" ] || install -m 644 "$$m" $(DESTDIR)$(PREFIX)/share/man/man1; done
	for m in docs/man/*.8; do [ ! -e "$$m" ] || install -m 644 "$$m" $(DESTDIR)$(PREFIX)/share/man/man8; done
	$(BIN)/dateline completion bash >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/dateline
	$(BIN)/dateline completion zsh >$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_dateline

.PHONY: clean
clean:
	rm -rf build bin

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.SECONDARY:
