# Every command finds a fitting Python, makes .venv and installs the pinned versions by itself.
# Windows has no make: use `py -3.13 tools\bootstrap.py run` (or test, lint, ...).

START = sh tools/start.sh

.PHONY: run test lint bench proof words pins

run:        ## the demo: fictional lists, a planned day, and the app
	@$(START) run $(ARGS)

test:       ## lint and all tests, with samples of the heavy proofs
	@$(START) test $(ARGS)

lint:       ## ruff, mypy strict, import-linter
	@$(START) lint

bench:      ## engine × day → cost, seconds
	@$(START) bench $(ARGS)

proof:      ## the heavy proofs in full; writes benchmarks/results/
	@$(START) proof $(ARGS)

words:      ## bring the English catalogue up to date with the source
	@$(START) words

pins:       ## newest versions that fit together → constraints.txt
	@$(START) pins
