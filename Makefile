# The words to remember. `run` and `test` set this machine up first (scripts/setup says what it does).
#
#   make run     open the app; without a display, play the story in the terminal
#   make test    set-up, lint, every test: what the gate runs
#   make fuzz    spoil files and pictures for a while and see that no importer stumbles, nor the reader
#   make bench   measure, and print the figures of README.md
#   make lint    formatting, clippy and docs, warnings as errors

export PATH := $(HOME)/.cargo/bin:$(PATH)
CARGO := cargo
LOCKED := --locked

.PHONY: run test fuzz bench lint setup-run setup-test
.DEFAULT_GOAL := run

run: setup-run
	$(CARGO) build $(LOCKED) --release
ifeq ($(DISPLAY)$(WAYLAND_DISPLAY)$(if $(filter Linux,$(shell uname -s)),,a-desktop),)
	@echo 'There is no display here (DISPLAY and WAYLAND_DISPLAY are empty), so this plays the story in the terminal.'
	./target/release/quarterturn demo
else
	./target/release/quarterturn
endif

test: setup-test
	$(MAKE) lint
	$(CARGO) test $(LOCKED)

# More cases than `make test` tries; CASES=1000000 goes on for an afternoon.
CASES := 20000
fuzz: setup-test
	PROPTEST_CASES=$(CASES) $(CARGO) test $(LOCKED) --lib --test it -- exchange:: fuzzed_pictures:: --show-output

bench: setup-run
	$(CARGO) bench $(LOCKED)

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy $(LOCKED) --all-targets -- -D warnings
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc $(LOCKED) --no-deps --document-private-items

setup-run setup-test: setup-%:
	@scripts/setup $*
