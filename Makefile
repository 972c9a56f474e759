# 全新的机器上只要有 Python 3.11 或更新的版本、git 和 make，下面每个目标都能直接运行。

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,\
  $(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(LOCK_FLAGS)
N ?= 1000 10000
WORKERS ?= 2
FUZZ_SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help site serve check preview test lint format bless shots readme pictures checkers measure bench searchbench fuzz sbom audit lock browser clean
.DELETE_ON_ERROR:

help: ## 列出这些目标
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

site: $(STAMPS)/package ## 由 data/ 与 content/ 生成 site/
	$(BIN)/shai build $(BUILD_FLAGS)

serve: $(STAMPS)/package ## 在本机看网站，改动即时可见
	$(BIN)/shai serve $(SERVE_FLAGS)

check: $(STAMPS)/package ## 只检查数据，列出全部问题
	$(BIN)/shai check $(CHECK_FLAGS)

preview: $(STAMPS)/package ## 合并以后会公开什么：与主分支比
	@$(BIN)/shai preview $(PREVIEW_FLAGS)

test: browser lint checkers ## 装好所需（浏览器在内），检查代码并运行全部测试
	$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_FLAGS)

lint: $(STAMPS)/dev $(STAMPS)/package ## 检查代码：风格、格式、类型、各室之间的引用
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMPS)/dev ## 改好能自动改的风格与格式
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bless: $(STAMPS)/dev $(STAMPS)/package ## 页面确实该变时，重写测试的范本；用 git diff 复核
	$(BIN)/python -m pytest -n $(WORKERS) --bless -m "not browser"
	git status --short -- tests

shots: browser site $(STAMPS)/dev ## 给每种页面照相（手机与桌面，浅色、深色、长者版），放在 .shots/，供人复核；只照几种用 KINDS="proposals index"
	PYTHONPATH=. $(BIN)/python -m docs.images.shots site .shots $(KINDS)

readme: browser site $(STAMPS)/dev ## 页面的样子变了以后，重照 README 的两张图
	PYTHONPATH=. $(BIN)/python -m docs.images.readme site

pictures: browser $(STAMPS)/dev ## 词汇变了以后，重画分享图
	PYTHONPATH=. $(BIN)/python docs/images/share.py overrides/assets/images

checkers: $(STAMPS)/checkers ## 装好别家的检查工具（要有 npm；没有就少几项测试）

measure: browser site checkers $(STAMPS)/dev ## 逐种页面用 Lighthouse 与 pa11y 量一遍（pa11y 连深色、长者版、两种宽度），要四十分钟；只量几种用 KINDS="proposals index"，只用一样工具在前面加 --lighthouse 或 --pa11y
	PYTHONPATH=. $(BIN)/python -m tests.checkers.measure site $(KINDS)

bench: $(STAMPS)/bench $(STAMPS)/archive $(STAMPS)/package ## 与别家工具比时间和内存；条数用 make bench N=100000 指定
	bench/work/venv/bin/python -m bench $(N) $(BENCH_FLAGS)

searchbench: $(STAMPS)/searchbench $(STAMPS)/dev $(STAMPS)/package ## 搜索：大小、精确，与 Pagefind、Material 比；条数用 N 指定
	PYTHONPATH=$(firstword $(wildcard bench/work/search/lib/python*/site-packages)) $(BIN)/python bench/search/run.py bench/work/found bench/work/search/bin/python $(N)

fuzz: $(STAMPS)/fuzz $(STAMPS)/dev $(STAMPS)/package ## 模糊测试：每个入口跑 FUZZ_SECONDS 秒，只跑几个用 TARGETS="data page"
	PYTHONPATH=.:$(VENV)/fuzz $(BIN)/python -m tests.hostile.fuzz $(FUZZ_SECONDS) $(TARGETS)

sbom: $(STAMPS)/supply ## 由锁文件写出物料清单 dist/sbom.json（CycloneDX），不连网
	@mkdir -p dist
	PYTHONPATH=$(VENV)/supply $(BIN)/python -W ignore -m cyclonedx_py requirements requirements/runtime.txt --pyproject pyproject.toml --output-reproducible --output-file dist/sbom.json

audit: $(STAMPS)/supply ## 拿锁文件与公开的漏洞库核对（要连网）
	PYTHONPATH=$(VENV)/supply $(BIN)/python -m pip_audit --strict --progress-spinner off --disable-pip --require-hashes $(foreach lock,runtime build dev,-r requirements/$(lock).txt)

lock: $(STAMPS)/dev ## 由 *.in 重新锁定依赖；整体升级用 make lock LOCK_FLAGS=--upgrade
	$(LOCK) requirements/runtime.in --output-file requirements/runtime.txt
	$(LOCK) requirements/build.in --constraint requirements/runtime.txt --output-file requirements/build.txt
	$(LOCK) requirements/dev.in --constraint requirements/runtime.txt --output-file requirements/dev.txt
	$(LOCK) requirements/archive.in --constraint requirements/runtime.txt --output-file requirements/archive.txt
	$(LOCK) requirements/supply.in --output-file requirements/supply.txt
	$(LOCK) requirements/fuzz.in --output-file requirements/fuzz.txt
	$(LOCK) bench/requirements.in --output-file bench/requirements.txt
	$(LOCK) bench/search/requirements.in --output-file bench/search/requirements.txt

browser: ## 缺浏览器或中文字体时，在 Debian 上装好
	@.ci/browser

clean: ## 删去生成物（虚拟环境留着）
	rm -rf site .cache

$(STAMPS)/venv:
	@.ci/venv "$(PYTHON)" $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: requirements/runtime.txt requirements/build.txt $(STAMPS)/venv
	$(PIP) install --quiet --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@touch $@

# 可编辑安装只在元数据变了才需重装；代码与模板直接取自仓库。
$(STAMPS)/package: pyproject.toml requirements/runtime.in requirements/hatch_dependencies.py $(STAMPS)/runtime
	$(PIP) install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/runtime
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(STAMPS)/archive: requirements/archive.txt $(STAMPS)/runtime
	$(PIP) install --quiet --require-hashes -r requirements/archive.txt
	@touch $@

# 放在旁边的文件夹里，不与运行、测试所用的版本混。
$(STAMPS)/supply $(STAMPS)/fuzz: $(STAMPS)/%: requirements/%.txt $(STAMPS)/venv
	@rm -rf $(VENV)/$*
	$(PIP) install --quiet --require-hashes --target $(VENV)/$* -r requirements/$*.txt
	@touch $@

$(STAMPS)/searchbench: bench/search/requirements.txt $(STAMPS)/venv
	@.ci/venv "$(PYTHON)" bench/work/search
	bench/work/search/bin/python -m pip --disable-pip-version-check --no-input install --quiet --require-hashes -r bench/search/requirements.txt
	@touch $@

$(STAMPS)/checkers: tests/checkers/package-lock.json $(STAMPS)/venv
	@mkdir -p $(VENV)/checkers && cp tests/checkers/package*.json $(VENV)/checkers/
	if command -v npm >/dev/null; then cd $(VENV)/checkers && npm ci --ignore-scripts --no-audit --no-fund --silent; else echo "没有 npm，别家的检查工具不装，那几项测试跳过。"; fi
	@touch $@

# 没有 node 的机器照样能比，只是少一家 Eleventy。
$(STAMPS)/bench: bench/requirements.txt bench/peers/eleventy/package-lock.json $(STAMPS)/venv
	@.ci/venv "$(PYTHON)" bench/work/venv
	bench/work/venv/bin/python -m pip --disable-pip-version-check --no-input install --quiet --require-hashes -r bench/requirements.txt
	@mkdir -p bench/work/eleventy && cp bench/peers/eleventy/package*.json bench/work/eleventy/
	if command -v npm >/dev/null; then cd bench/work/eleventy && npm ci --silent; fi
	@touch $@
